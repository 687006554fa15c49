package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.StatusException.Cause;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an API server refuses with 422, for the fields that matter here. All problems at once. */
final class Validation {

  private final KubeObject object;
  private final List<Cause> causes = new ArrayList<>();

  private Validation(KubeObject object) {
    this.object = object;
  }

  /**
   * Checks {@code object}, and against {@code before} what may not change.
   *
   * @throws StatusException 422 with every cause
   */
  static void check(KubeObject object, @Nullable KubeObject before) {
    Validation validation = new Validation(object);
    validation.metadata();
    validation.byKind();
    if (before != null) {
      validation.causes.addAll(Immutability.violations(before, object));
    }
    if (!validation.causes.isEmpty()) {
      throw StatusException.invalid(object.kind(), object.name(), validation.causes);
    }
  }

  private void metadata() {
    String name = object.name();
    if (object.kind().group().startsWith("rbac.")) {
      require(Names.isPathSegment(name), "metadata.name", name, "may not contain '/' or '%'");
    } else if (object.kind().equals(Kinds.NAMESPACE) || object.kind().equals(Kinds.SERVICE)) {
      require(Names.isLabel(name), "metadata.name", name, Names.LABEL_RULE);
    } else {
      require(Names.isSubdomain(name), "metadata.name", name, Names.SUBDOMAIN_RULE);
    }
    labels(object.metadata().path("labels"), "metadata.labels");
    texts(object.metadata().path("annotations"), "metadata.annotations");
  }

  private void byKind() {
    JsonNode spec = object.spec();
    Kind kind = object.kind();
    if (kind.equals(Kinds.POD)) {
      new PodValidation(causes, "spec").check(spec);
    } else if (kind.equals(Kinds.DEPLOYMENT) || kind.equals(Kinds.REPLICA_SET)) {
      replicated(spec);
    } else if (kind.equals(Kinds.JOB)) {
      job(spec);
    } else if (kind.equals(Kinds.SERVICE)) {
      service(spec);
    } else if (kind.equals(Kinds.SECRET)) {
      secret();
    } else if (kind.equals(Kinds.CONFIG_MAP)) {
      texts(object.json().path("data"), "data");
    }
  }

  private void replicated(JsonNode spec) {
    count(spec.path("replicas"), "spec.replicas");
    JsonNode selector = spec.path("selector").path("matchLabels");
    if (selector.isEmpty() && spec.path("selector").path("matchExpressions").isEmpty()) {
      causes.add(Cause.required("spec.selector", ""));
    }
    template(spec);
    JsonNode labels = spec.path("template").path("metadata").path("labels");
    boolean matches = selector.properties().stream()
        .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())));
    require(
        matches,
        "spec.template.metadata.labels",
        labels.toString(),
        "`selector` does not match template `labels`");
    policy(spec, List.of("Always"));
  }

  private void job(JsonNode spec) {
    for (String field :
        List.of("parallelism", "completions", "backoffLimit", "ttlSecondsAfterFinished")) {
      count(spec.path(field), "spec." + field);
    }
    count(spec.path("activeDeadlineSeconds"), "spec.activeDeadlineSeconds");
    if (!spec.path("completionMode").asText("NonIndexed").equals("NonIndexed")) {
      String mode = spec.path("completionMode").asText();
      causes.add(Cause.unsupported("spec.completionMode", mode, List.of("NonIndexed")));
    }
    template(spec);
    policy(spec, List.of("OnFailure", "Never"));
  }

  private void template(JsonNode spec) {
    JsonNode template = spec.path("template");
    labels(template.path("metadata").path("labels"), "spec.template.metadata.labels");
    new PodValidation(causes, "spec.template.spec").check(template.path("spec"));
  }

  private void policy(JsonNode spec, List<String> supported) {
    String policy = spec.path("template").path("spec").path("restartPolicy").asText("Always");
    if (!supported.contains(policy)) {
      causes.add(Cause.unsupported("spec.template.spec.restartPolicy", policy, supported));
    }
  }

  private void service(JsonNode spec) {
    List<ObjectNode> ports = Tree.objects(spec.path("ports"));
    boolean headless = spec.path("clusterIP").asText().equals("None");
    String type = spec.path("type").asText("ClusterIP");
    List<String> types = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
    if (!types.contains(type)) {
      causes.add(Cause.unsupported("spec.type", type, types));
    }
    if (ports.isEmpty() && !headless && !type.equals("ExternalName")) {
      causes.add(Cause.required("spec.ports", ""));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      String field = "spec.ports[" + i + "]";
      PodValidation.port(causes, ports.get(i).path("port"), field + ".port");
      String name = ports.get(i).path("name").asText("");
      if (name.isEmpty() && ports.size() > 1) {
        causes.add(Cause.required(field + ".name", ""));
      } else if (!names.add(name)) {
        causes.add(new Cause("FieldValueDuplicate", field + ".name", "Duplicate value: " + name));
      }
    }
  }

  private void secret() {
    for (var entry : object.json().path("data").properties()) {
      String field = "data[" + entry.getKey() + "]";
      require(isBase64(entry.getValue()), field, "<not shown>", "must be base64");
    }
  }

  private static boolean isBase64(JsonNode value) {
    try {
      java.util.Base64.getDecoder().decode(value.asText());
      return value.isTextual() || value.isNull();
    } catch (IllegalArgumentException other) {
      return false;
    }
  }

  private void labels(JsonNode labels, String field) {
    texts(labels, field);
    labels
        .properties()
        .forEach(label -> require(
            Names.isLabelValue(label.getValue().asText()),
            field,
            label.getValue().asText(),
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_'"
                + " or '.', and must start and end with an alphanumeric character"));
  }

  private void texts(JsonNode texts, String field) {
    texts
        .properties()
        .forEach(entry -> require(
            entry.getValue().isTextual(),
            field + "[" + entry.getKey() + "]",
            entry.getValue().toString(),
            "must be a string"));
  }

  private void count(JsonNode value, String field) {
    if (value.isMissingNode() || value.isNull()) {
      return;
    }
    require(
        value.isIntegralNumber() && value.asLong() >= 0 && value.asLong() <= Integer.MAX_VALUE,
        field,
        value.asText(),
        "must be a whole number greater than or equal to 0");
  }

  private void require(boolean holds, String field, String value, String why) {
    if (!holds) {
      causes.add(Cause.invalid(field, value, why));
    }
  }
}
