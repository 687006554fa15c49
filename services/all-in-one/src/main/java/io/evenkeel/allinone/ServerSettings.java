package io.evenkeel.allinone;

import io.evenkeel.gateway.GatewayConfig;
import io.evenkeel.kit.Ports;
import io.evenkeel.kit.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the all-in-one decides before its services read their settings: token, port, cluster.
 *
 * @param environment variables with the options laid over them
 */
record ServerSettings(Map<String, String> environment, Path data, String token, String port) {

  static Path dataDirectory(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("EVENKEEL_DATA", "data"))
        .toAbsolutePath()
        .normalize();
  }

  static ServerSettings of(Map<String, String> environment, Path data) {
    String given = environment.getOrDefault("EVENKEEL_API_TOKEN", "").strip();
    String port = environment.getOrDefault("EVENKEEL_PORT", "8080").strip();
    return new ServerSettings(
        Map.copyOf(environment),
        data,
        given.isEmpty() ? ApiTokenFile.obtain(data.resolve("api-token")) : given,
        port.equals("0") ? String.valueOf(Ports.free()) : port);
  }

  /** Whether the built-in cluster is to be used: unless another one is named or it is off. */
  boolean playground() {
    return kubeconfig() == null
        && !environment.getOrDefault("EVENKEEL_PLAYGROUND", "true").equals("false");
  }

  Path playgroundDirectory() {
    return data.resolve("playground");
  }

  @Nullable
  Path kubeconfig() {
    String file = environment.getOrDefault("EVENKEEL_KUBECONFIG", "");
    return file.isEmpty() ? null : Path.of(file).toAbsolutePath();
  }

  URI address(int boundPort, String path) {
    GatewayConfig gateway = GatewayConfig.from(Settings.of(environment));
    return URI.create(gateway.address(boundPort) + path);
  }

  /** The variables the services read. */
  Map<String, String> forServices(@Nullable LocalCluster playground) {
    Map<String, String> variables = new HashMap<>(environment);
    for (String ours :
        new String[] {"EVENKEEL_PLAYGROUND", "EVENKEEL_JAVA_OPTS", "EVENKEEL_ENDPOINT"}) {
      variables.remove(ours);
    }
    variables.put("EVENKEEL_DATA", data.toString());
    variables.put("EVENKEEL_API_TOKEN", token);
    variables.put("EVENKEEL_PORT", port);
    variables.putIfAbsent(
        "EVENKEEL_JOB_API", address(Integer.parseInt(port), "/api").toString());
    if (playground != null) {
      variables.put("EVENKEEL_KUBECONFIG", playground.kubeconfig().toString());
      variables.putIfAbsent(
          "EVENKEEL_PROMETHEUS_ENDPOINT", playground.prometheus().toString());
    }
    return variables;
  }
}
