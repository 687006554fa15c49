package io.evenkeel.playground.tour;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A pod as the Kubernetes API shows it.
 *
 * @param running ready, in phase {@code Running} and not about to be deleted
 */
record Pod(String name, String phase, String image, boolean running) {

  static Pod of(JsonNode pod) {
    JsonNode status = pod.path("status");
    String phase = status.path("phase").asText();
    boolean leaving = pod.path("metadata").has("deletionTimestamp");
    return new Pod(
        pod.path("metadata").path("name").asText(),
        leaving ? "Terminating" : phase,
        pod.path("spec").path("containers").path(0).path("image").asText(),
        !leaving && phase.equals("Running") && ready(status));
  }

  private static boolean ready(JsonNode status) {
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  /** {@code helloservice-7d9 v0.1.1 Running}. */
  String line() {
    return "%s %s %s".formatted(name, image.substring(image.lastIndexOf(':') + 1), phase);
  }
}
