package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Questions that are asked by creating an object: "may I?" and "who am I?". Everyone may do
 * everything here: the API listens on loopback and knows no users.
 */
final class Reviews {

  private static final String AUTHORIZATION = "authorization.k8s.io/v1";
  private static final String AUTHENTICATION = "authentication.k8s.io/v1";

  /** The versions that only exist for these questions. */
  static final List<String> API_VERSIONS = List.of(AUTHORIZATION, AUTHENTICATION);

  private static final List<String> ACCESS_KINDS = List.of(
      "SelfSubjectAccessReview",
      "SubjectAccessReview",
      "LocalSubjectAccessReview",
      "SelfSubjectRulesReview");

  private Reviews() {}

  /** Their entries in the discovery of {@code apiVersion}. */
  static List<ObjectNode> of(String apiVersion) {
    if (apiVersion.equals(AUTHORIZATION)) {
      return ACCESS_KINDS.stream().map(Reviews::resource).toList();
    }
    return apiVersion.equals(AUTHENTICATION) ? List.of(resource("SelfSubjectReview")) : List.of();
  }

  /** Whether a question is posted to {@code path}. */
  static boolean isOne(String path) {
    return API_VERSIONS.stream().anyMatch(version -> path.startsWith("/apis/" + version + "/"));
  }

  /** The answer to a question that was posted to {@code path}, if it is one. */
  static Optional<ObjectNode> answer(String path, ObjectNode question) {
    return API_VERSIONS.stream()
        .flatMap(apiVersion -> of(apiVersion).stream()
            .filter(resource -> path.startsWith("/apis/" + apiVersion + "/")
                && path.endsWith("/" + resource.path("name").asText()))
            .map(resource -> answer(apiVersion, resource.path("kind").asText(), question)))
        .findFirst();
  }

  private static ObjectNode answer(String apiVersion, String kind, ObjectNode question) {
    ObjectNode answer = question.deepCopy().put("apiVersion", apiVersion).put("kind", kind);
    ObjectNode status = answer.putObject("status");
    if (kind.equals("SelfSubjectReview")) {
      ObjectNode user = status.putObject("userInfo").put("username", "playground");
      user.putArray("groups").add("system:masters");
    } else if (kind.equals("SelfSubjectRulesReview")) {
      rules(status);
    } else {
      status.put("allowed", true).put("reason", "the playground allows everything");
    }
    return answer;
  }

  private static void rules(ObjectNode status) {
    ObjectNode rule = status.putArray("resourceRules").addObject();
    for (String member : List.of("verbs", "apiGroups", "resources")) {
      rule.putArray(member).add("*");
    }
    ObjectNode paths = status.putArray("nonResourceRules").addObject();
    paths.putArray("verbs").add("*");
    paths.putArray("nonResourceURLs").add("*");
    status.put("incomplete", false);
  }

  private static ObjectNode resource(String kind) {
    String singular = kind.toLowerCase(Locale.ROOT);
    ObjectNode resource = Tree.object()
        .put("name", singular + "s")
        .put("singularName", singular)
        .put("namespaced", kind.startsWith("Local"))
        .put("kind", kind);
    resource.putArray("verbs").add("create");
    return resource;
  }
}
