package io.evenkeel.model.sli;

import io.evenkeel.model.slo.YamlMapping;
import java.net.URI;
import java.net.URISyntaxException;
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
   * Reads an address; without a scheme it is {@code https}. A user and password in the address
   * itself become credentials, so that they show up in no message.
   *
   * @throws IllegalArgumentException if it is not an address; the message does not repeat it, as it
   *     may hold a password
   */
  public static PrometheusEndpoint of(String address, String user, String password) {
    String text = address.replace(" ", "");
    boolean hasScheme = text.startsWith("https://") || text.startsWith("http://");
    try {
      URI url = new URI(hasScheme ? text : "https://" + text);
      if (url.getHost() != null) {
        return user.isEmpty() || password.isEmpty()
            ? new PrometheusEndpoint(withoutUser(url), credentials(url))
            : new PrometheusEndpoint(
                withoutUser(url), Optional.of(new Credentials(user, password)));
      }
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("not the address of a Prometheus", malformed);
    }
    throw new IllegalArgumentException("not the address of a Prometheus");
  }

  private static Optional<Credentials> credentials(URI url) {
    String userInfo = url.getUserInfo() == null ? "" : url.getUserInfo();
    int colon = userInfo.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.of(new Credentials(userInfo.substring(0, colon), userInfo.substring(colon + 1)));
  }

  private static URI withoutUser(URI url) throws URISyntaxException {
    return url.getUserInfo() == null
        ? url
        : new URI(
            url.getScheme(),
            null,
            url.getHost(),
            url.getPort(),
            url.getPath(),
            url.getQuery(),
            null);
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
