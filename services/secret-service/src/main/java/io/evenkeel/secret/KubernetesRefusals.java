package io.evenkeel.secret;

import io.evenkeel.kit.Refusal;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** What the cluster's API says, as our answers. Its messages name objects, never values. */
final class KubernetesRefusals {

  private static final int UNPROCESSABLE = 422;

  private KubernetesRefusals() {}

  static Refusal refusal(KubernetesClientException refused) {
    if (refused.getStatus() == null) {
      return new Refusal(500, "the Kubernetes API does not answer: " + innermost(refused));
    }
    return switch (refused.getCode()) {
      case HttpURLConnection.HTTP_CONFLICT -> conflict(refused);
      case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE -> new Refusal(400, words(refused));
      default -> new Refusal(500, words(refused));
    };
  }

  private static Refusal conflict(KubernetesClientException refused) {
    return "AlreadyExists".equals(refused.getStatus().getReason())
        ? SecretStore.alreadyExists()
        : new Refusal(500, words(refused));
  }

  /** The API's own words, without the request that the client puts before them. */
  private static String words(KubernetesClientException refused) {
    String message = refused.getStatus().getMessage();
    return message == null ? innermost(refused) : message;
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
