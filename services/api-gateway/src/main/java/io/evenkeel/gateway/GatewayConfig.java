package io.evenkeel.gateway;

import io.evenkeel.gateway.access.ApiToken;
import io.evenkeel.gateway.server.ConnectionLimits;
import io.evenkeel.gateway.server.TlsConfig;
import io.evenkeel.kit.Settings;

/**
 * Where the gateway listens, whom it lets in, and what it takes at most.
 *
 * @param port 0 for any free one
 * @param token {@link ApiToken#NONE} makes the gateway refuse to start
 * @param prefix what every path starts with, e.g. {@code /keptn}; {@code ""} for none
 * @param maxEventBytes largest event
 * @param maxBodyBytes largest body of any other request
 * @param strictEvents whether events are checked by the original's optional rules
 * @param namespace what {@code GET /metadata} says
 * @param failedAttemptsPerSecond how fast a peer's wrong tokens are forgotten
 * @param failedAttemptsBurst how many wrong tokens a peer may send at once
 * @param connections how many there may be and how slow
 * @param tls whether it is https
 */
public record GatewayConfig(
    String host,
    int port,
    ApiToken token,
    String prefix,
    long maxEventBytes,
    long maxBodyBytes,
    boolean strictEvents,
    String namespace,
    int failedAttemptsPerSecond,
    int failedAttemptsBurst,
    ConnectionLimits connections,
    TlsConfig tls) {

  private static final int KIB = 1024;
  private static final int MAX_EVENT_KIB = 1024;
  private static final int MAX_BODY_KIB = 32 * 1024;
  private static final int LARGEST_PORT = 65535;

  public GatewayConfig {
    require(port >= 0 && port <= LARGEST_PORT, "EVENKEEL_PORT=" + port + " is not 0 to 65535");
    require(
        prefix.isEmpty() || prefix.matches("(/[A-Za-z0-9._-]+)+"),
        "EVENKEEL_PREFIX_PATH=" + prefix
            + " is not a path like /keptn, without a slash at its end");
    require(maxBodyBytes > 0, "EVENKEEL_MAX_BODY_KB must be at least 1");
    require(
        failedAttemptsPerSecond > 0 && failedAttemptsBurst > 0,
        "MAX_AUTH_REQUESTS_PER_SECOND and MAX_AUTH_REQUESTS_BURST must be at least 1");
  }

  /** Reads the environment; variables of the original keep their names. */
  public static GatewayConfig from(Settings settings) {
    long maxBody = KIB * (long) settings.number(MAX_BODY_KIB, "EVENKEEL_MAX_BODY_KB");
    long maxEvent = KIB
        * (long) settings.number(MAX_EVENT_KIB, "EVENKEEL_MAX_EVENT_SIZE_KB", "MAX_EVENT_SIZE_KB");
    return new GatewayConfig(
        settings.text("127.0.0.1", "EVENKEEL_HOST"),
        settings.number(8080, "EVENKEEL_PORT"),
        ApiToken.of(settings.text("", "EVENKEEL_API_TOKEN").trim()),
        settings.text("", "EVENKEEL_PREFIX_PATH", "PREFIX_PATH"),
        maxEvent > 0 ? maxEvent : maxBody,
        maxBody,
        settings.flag(false, "EVENKEEL_EVENT_VALIDATION_ENABLED", "EVENT_VALIDATION_ENABLED"),
        settings.text("keptn", "EVENKEEL_NAMESPACE", "POD_NAMESPACE"),
        settings.number(1, "MAX_AUTH_REQUESTS_PER_SECOND"),
        settings.number(2, "MAX_AUTH_REQUESTS_BURST"),
        ConnectionLimits.from(settings),
        TlsConfig.from(settings));
  }

  /** The same with another token. */
  public GatewayConfig withToken(String given) {
    return new GatewayConfig(
        host,
        port,
        ApiToken.of(given),
        prefix,
        maxEventBytes,
        maxBodyBytes,
        strictEvents,
        namespace,
        failedAttemptsPerSecond,
        failedAttemptsBurst,
        connections,
        tls);
  }

  /** Where a program on this machine reaches it, given the port it got. */
  public String address(int actualPort) {
    String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return "%s://%s:%d%s"
        .formatted(tls.scheme(), name.contains(":") ? "[" + name + "]" : name, actualPort, prefix);
  }

  private static void require(boolean held, String otherwise) {
    if (!held) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
