package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.StatusException.Cause;
import java.util.ArrayList;
import java.util.List;

/** What may not change once an object exists. */
final class Immutability {

  private static final String WHY = "field is immutable";

  private Immutability() {}

  static List<Cause> violations(KubeObject before, KubeObject after) {
    List<Cause> causes = new ArrayList<>();
    Kind kind = after.kind();
    if (kind.equals(Kinds.DEPLOYMENT) || kind.equals(Kinds.REPLICA_SET)) {
      same(causes, before, after, "selector");
    } else if (kind.equals(Kinds.JOB)) {
      same(causes, before, after, "selector");
      same(causes, before, after, "template");
      same(causes, before, after, "completions");
    } else if (kind.equals(Kinds.POD)) {
      pod(causes, before, after);
    } else if (kind.equals(Kinds.CONFIG_MAP) || kind.equals(Kinds.SECRET)) {
      data(causes, before, after);
    } else if (kind.equals(Kinds.SERVICE)) {
      clusterIp(causes, before, after);
    }
    return causes;
  }

  private static void same(List<Cause> causes, KubeObject before, KubeObject after, String field) {
    JsonNode now = after.spec().path(field);
    if (!before.spec().path(field).equals(now)) {
      causes.add(Cause.invalid("spec." + field, now.toString(), WHY));
    }
  }

  private static void pod(List<Cause> causes, KubeObject before, KubeObject after) {
    if (!fixed(before).equals(fixed(after))) {
      causes.add(new Cause(
          "FieldValueForbidden",
          "spec",
          "Forbidden: pod updates may not change fields other than `spec.containers[*].image`,"
              + " `spec.initContainers[*].image`, `spec.activeDeadlineSeconds`,"
              + " `spec.tolerations` (only additions to existing tolerations)"));
    }
  }

  /** A pod's spec without what may change. */
  private static JsonNode fixed(KubeObject pod) {
    JsonNode spec = pod.spec().deepCopy();
    for (String list : List.of("containers", "initContainers")) {
      Tree.objects(spec.path(list)).forEach(container -> container.remove("image"));
    }
    if (spec instanceof ObjectNode fields) {
      fields.remove(List.of("activeDeadlineSeconds", "tolerations", "nodeName"));
      fields.remove("terminationGracePeriodSeconds");
    }
    return spec;
  }

  private static void data(List<Cause> causes, KubeObject before, KubeObject after) {
    if (!before.json().path("immutable").asBoolean()) {
      return;
    }
    for (String field : List.of("data", "binaryData", "immutable")) {
      if (!before.json().path(field).equals(after.json().path(field))) {
        causes.add(new Cause(
            "FieldValueForbidden", field, "Forbidden: field is immutable when `immutable` is set"));
      }
    }
  }

  private static void clusterIp(List<Cause> causes, KubeObject before, KubeObject after) {
    String was = before.spec().path("clusterIP").asText("");
    String now = after.spec().path("clusterIP").asText("");
    boolean external = after.spec().path("type").asText().equals("ExternalName");
    if (!was.isEmpty() && !was.equals(now) && !external) {
      causes.add(Cause.invalid("spec.clusterIP", now, "may not change once set"));
    }
  }
}
