package io.evenkeel.allinone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a server is started; every option is also a variable, the option wins. */
final class ServerOptions {

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of API and bridge; 0 for any free one (8080, EVENKEEL_PORT).")
  @Nullable
  Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (127.0.0.1, EVENKEEL_HOST).")
  @Nullable
  String host;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (./data, EVENKEEL_DATA).")
  @Nullable
  Path data;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "postgresql://USER:PASSWORD@HOST/DATABASE; a file in DIR when absent"
          + " (EVENKEEL_STORE).")
  @Nullable
  String store;

  @Option(
      names = "--token",
      paramLabel = "T",
      description = "API token, sent as x-token; made up and kept in DIR/api-token when absent"
          + " (EVENKEEL_API_TOKEN).")
  @Nullable
  String token;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "The cluster to act on; the built-in playground when absent" + " (EVENKEEL_KUBECONFIG).")
  @Nullable
  Path kubeconfig;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "PEM certificate; makes it https, reloaded when it changes"
          + " (EVENKEEL_TLS_CERTIFICATE).")
  @Nullable
  Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "PEM private key of --tls-cert (EVENKEEL_TLS_KEY).")
  @Nullable
  Path tlsKey;

  /** The environment with the options laid over it. */
  Map<String, String> environment(Map<String, String> variables) {
    Map<String, String> merged = new HashMap<>(variables);
    put(merged, "EVENKEEL_PORT", port);
    put(merged, "EVENKEEL_HOST", host);
    put(merged, "EVENKEEL_DATA", data);
    put(merged, "EVENKEEL_STORE", store);
    put(merged, "EVENKEEL_API_TOKEN", token);
    put(merged, "EVENKEEL_KUBECONFIG", kubeconfig);
    put(merged, "EVENKEEL_TLS_CERTIFICATE", tlsCertificate);
    put(merged, "EVENKEEL_TLS_KEY", tlsKey);
    return merged;
  }

  private static void put(Map<String, String> merged, String name, @Nullable Object value) {
    if (value != null) {
      merged.put(name, value.toString());
    }
  }
}
