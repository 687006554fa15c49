package io.evenkeel.jobexecutor.init;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the init container is told.
 *
 * <p>Source: job-executor.md §8, §11.2.
 *
 * @param api base of the Keptn API, e.g. {@code http://api-gateway-nginx.keptn/api}, no slash at
 *     the end
 * @param commit commit of the configuration, {@code ""} for the newest
 */
record InitConfig(
    String api,
    String token,
    String project,
    String stage,
    String service,
    String action,
    String task,
    String commit,
    String authMode,
    OAuth oauth) {

  private static final List<String> REQUIRED = List.of(
      "KEPTN_API_URL",
      "KEPTN_API_TOKEN",
      "KEPTN_PROJECT",
      "KEPTN_STAGE",
      "KEPTN_SERVICE",
      "JOB_ACTION",
      "JOB_TASK");

  /** Client credentials for {@code AUTH_MODE=oauth}. */
  record OAuth(String clientId, String clientSecret, List<String> scopes, String discovery) {}

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException naming every variable that is not set
   */
  static InitConfig from(Map<String, String> environment) {
    List<String> missing =
        REQUIRED.stream().filter(name -> !environment.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("not set: " + String.join(", ", missing)
          + "; the job-executor sets them in the pod of every job");
    }
    return new InitConfig(
        api(environment.getOrDefault("KEPTN_API_URL", "")),
        environment.getOrDefault("KEPTN_API_TOKEN", ""),
        environment.getOrDefault("KEPTN_PROJECT", ""),
        environment.getOrDefault("KEPTN_STAGE", ""),
        environment.getOrDefault("KEPTN_SERVICE", ""),
        environment.getOrDefault("JOB_ACTION", ""),
        environment.getOrDefault("JOB_TASK", ""),
        environment.getOrDefault("GIT_COMMIT_ID", ""),
        environment.getOrDefault("AUTH_MODE", "token"),
        new OAuth(
            environment.getOrDefault("OAUTH_CLIENT_ID", ""),
            environment.getOrDefault("OAUTH_CLIENT_SECRET", ""),
            scopes(environment.getOrDefault("OAUTH_SCOPES", "")),
            environment.getOrDefault("OAUTH_DISCOVERY", "")));
  }

  private static String api(String url) {
    String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    try {
      String scheme = URI.create(base).getScheme();
      if ("http".equals(scheme) || "https".equals(scheme)) {
        return base;
      }
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("KEPTN_API_URL is not an address: " + url, malformed);
    }
    throw new IllegalArgumentException("KEPTN_API_URL must start with http:// or https://: " + url);
  }

  private static List<String> scopes(String listed) {
    return Stream.of(listed.split(",", -1)).filter(scope -> !scope.isEmpty()).toList();
  }
}
