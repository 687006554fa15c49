package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Fills in what an API server fills in, so that clients see the objects they know. */
final class Defaults {

  private Defaults() {}

  /** Changes {@code object}, which is of {@code kind} and has its metadata. */
  static void apply(Kind kind, ObjectNode object) {
    if (kind.equals(Kinds.NAMESPACE)) {
      namespace(object);
    } else if (kind.equals(Kinds.SECRET)) {
      secret(object);
    } else if (kind.equals(Kinds.POD)) {
      ObjectNode spec = Tree.child(object, "spec");
      Tree.setDefault(spec, "serviceAccountName", spec.path("serviceAccount").asText("default"));
      pod(spec);
    } else if (kind.equals(Kinds.DEPLOYMENT)) {
      deployment(Tree.child(object, "spec"));
    } else if (kind.equals(Kinds.REPLICA_SET)) {
      Tree.setDefault(Tree.child(object, "spec"), "replicas", 1);
      template(Tree.child(object, "spec"));
    } else if (kind.equals(Kinds.JOB)) {
      job(object);
    } else if (kind.equals(Kinds.SERVICE)) {
      service(Tree.child(object, "spec"));
    } else if (kind.equals(Kinds.PERSISTENT_VOLUME_CLAIM)) {
      Tree.setDefault(Tree.child(object, "spec"), "volumeMode", "Filesystem");
    }
  }

  private static void namespace(ObjectNode object) {
    ObjectNode metadata = Tree.child(object, "metadata");
    String name = metadata.path("name").asText();
    Tree.child(metadata, "labels").put("kubernetes.io/metadata.name", name);
    Tree.setDefault(Tree.child(object, "spec"), "finalizers", Tree.array(List.of("kubernetes")));
  }

  private static void secret(ObjectNode object) {
    Tree.setDefault(object, "type", "Opaque");
    if (object.remove("stringData") instanceof ObjectNode plain) {
      ObjectNode data = Tree.child(object, "data");
      Tree.texts(plain)
          .forEach((key, text) -> data.put(
              key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    }
  }

  private static void deployment(ObjectNode spec) {
    Tree.setDefault(spec, "replicas", 1);
    Tree.setDefault(spec, "revisionHistoryLimit", 10);
    Tree.setDefault(spec, "progressDeadlineSeconds", 600);
    ObjectNode strategy = Tree.child(spec, "strategy");
    Tree.setDefault(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      ObjectNode rolling = Tree.child(strategy, "rollingUpdate");
      Tree.setDefault(rolling, "maxUnavailable", "25%");
      Tree.setDefault(rolling, "maxSurge", "25%");
    } else {
      strategy.remove("rollingUpdate");
    }
    template(spec);
  }

  /** The selector and the labels that tie the pods to this Job, by its uid. */
  private static void job(ObjectNode object) {
    ObjectNode spec = Tree.child(object, "spec");
    if (!spec.hasNonNull("parallelism") && !spec.hasNonNull("completions")) {
      spec.put("completions", 1);
    }
    Tree.setDefault(spec, "parallelism", 1);
    Tree.setDefault(spec, "backoffLimit", 6);
    Tree.setDefault(spec, "completionMode", "NonIndexed");
    spec.put("suspend", spec.path("suspend").asBoolean(false));
    ObjectNode metadata = Tree.child(object, "metadata");
    String uid = metadata.path("uid").asText();
    String name = metadata.path("name").asText();
    Tree.child(Tree.child(spec, "selector"), "matchLabels")
        .put("batch.kubernetes.io/controller-uid", uid);
    ObjectNode template = Tree.child(spec, "template");
    Tree.child(Tree.child(template, "metadata"), "labels")
        .put("batch.kubernetes.io/controller-uid", uid)
        .put("batch.kubernetes.io/job-name", name)
        .put("controller-uid", uid)
        .put("job-name", name);
    template(spec);
  }

  private static void template(ObjectNode spec) {
    pod(Tree.child(Tree.child(spec, "template"), "spec"));
  }

  private static void pod(ObjectNode spec) {
    Tree.setDefault(spec, "restartPolicy", "Always");
    Tree.setDefault(spec, "terminationGracePeriodSeconds", 30);
    Tree.setDefault(spec, "dnsPolicy", "ClusterFirst");
    Tree.setDefault(spec, "schedulerName", "default-scheduler");
    Tree.setDefault(spec, "securityContext", Tree.object());
    if (spec.hasNonNull("serviceAccountName")) {
      Tree.setDefault(spec, "serviceAccount", spec.path("serviceAccountName").asText());
    } else if (spec.hasNonNull("serviceAccount")) {
      spec.put("serviceAccountName", spec.path("serviceAccount").asText());
    }
    Tree.objects(spec.path("initContainers")).forEach(Defaults::container);
    Tree.objects(spec.path("containers")).forEach(Defaults::container);
  }

  private static void container(ObjectNode container) {
    String image = container.path("image").asText("");
    Tree.setDefault(container, "imagePullPolicy", isLatest(image) ? "Always" : "IfNotPresent");
    Tree.setDefault(container, "terminationMessagePath", "/dev/termination-log");
    Tree.setDefault(container, "terminationMessagePolicy", "File");
    Tree.setDefault(container, "resources", Tree.object());
    Tree.objects(container.path("ports")).forEach(port -> Tree.setDefault(port, "protocol", "TCP"));
    Tree.objects(container.path("env")).forEach(variable -> {
      if (variable.path("valueFrom").path("fieldRef") instanceof ObjectNode field) {
        Tree.setDefault(field, "apiVersion", "v1");
      }
    });
  }

  private static boolean isLatest(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    return last.endsWith(":latest") || !(last.contains(":") || last.contains("@"));
  }

  private static void service(ObjectNode spec) {
    Tree.setDefault(spec, "type", "ClusterIP");
    Tree.setDefault(spec, "sessionAffinity", "None");
    String type = spec.path("type").asText();
    if (!type.equals("ExternalName")) {
      Tree.setDefault(spec, "internalTrafficPolicy", "Cluster");
      Tree.setDefault(spec, "ipFamilies", Tree.array(List.of("IPv4")));
      Tree.setDefault(spec, "ipFamilyPolicy", "SingleStack");
    }
    Tree.objects(spec.path("ports")).forEach(port -> {
      Tree.setDefault(port, "protocol", "TCP");
      Tree.setDefault(port, "targetPort", port.path("port"));
    });
  }
}
