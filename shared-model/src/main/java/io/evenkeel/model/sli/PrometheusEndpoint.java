package io.evenkeel.model.sli;

import io.evenkeel.model.slo.YamlMapping;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where a Prometheus answers and who asks.
 *
 * <p>Source: prometheus.md §2; credentials go into a header, not into the URL.
 *
 * @param credentials empty unless user and password are both given
 */
public record PrometheusEndpoint(URI url, Optional<Credentials> credentials) {

  /** A user of HTTP Basic authentication. */
  public record Credentials(String user, String password) {

    /** Says no more than who it is, so that no log shows a password. */
    @Override
    public String toString() {
      return "Credentials[user=" + user + "]";
    }
  }

  /**
   * Reads an address; without a scheme it is {@code https}.
   *
   * @throws IllegalArgumentException if it is not an address; the message quotes it
   */
  public static PrometheusEndpoint of(String address, String user, String password) {
    String text = address.replace(" ", "");
    boolean hasScheme = text.startsWith("https://") || text.startsWith("http://");
    URI url = URI.create(hasScheme ? text : "https://" + text);
    if (url.getHost() == null) {
      throw new IllegalArgumentException("not the address of a Prometheus: \"" + address + "\"");
    }
    return new PrometheusEndpoint(
        url,
        user.isEmpty() || password.isEmpty()
            ? Optional.empty()
            : Optional.of(new Credentials(user, password)));
  }

  /**
   * Reads the secret {@code prometheus-credentials-<project>}: three keys, or the older single one
   * with a YAML text.
   *
   * @throws IllegalArgumentException if neither form is readable; the message names the secret
   */
  public static PrometheusEndpoint ofSecret(Map<String, String> secret, String project) {
    String url = secret.get("PROMETHEUS_URL");
    String user = secret.get("PROMETHEUS_USER");
    String password = secret.get("PROMETHEUS_PASSWORD");
    try {
      if (url != null && user != null && password != null) {
        return of(url, user, password);
      }
      YamlMapping older = YamlMapping.parse(secret.getOrDefault("prometheus-credentials", ""));
      return of(older.text("url"), older.text("user"), older.text("password"));
    } catch (IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "failed to get Prometheus API URL: invalid credentials format found in secret "
              + "'prometheus-credentials-" + project + "'",
          unreadable);
    }
  }
}
