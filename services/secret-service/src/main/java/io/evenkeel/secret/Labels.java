package io.evenkeel.secret;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/** How objects of this service are marked, as the original marked its own (secrets.md §3). */
final class Labels {

  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String US = "keptn-secret-service";
  private static final String SCOPE = "app.kubernetes.io/scope";

  private Labels() {}

  static Map<String, String> of(String scope) {
    return Map.of(MANAGED_BY, US, SCOPE, scope);
  }

  static boolean match(HasMetadata object, String scope) {
    return isOurs(object) && scope(object).equals(scope);
  }

  static boolean isOurs(HasMetadata object) {
    return US.equals(labels(object).get(MANAGED_BY));
  }

  static String scope(HasMetadata object) {
    return labels(object).getOrDefault(SCOPE, "");
  }

  private static Map<String, String> labels(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }
}
