package io.evenkeel.playground.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * What a kubeconfig says about its current context.
 *
 * @param server address of the Kubernetes API
 * @param authority PEM certificate to trust, or {@code ""} for the JVM's own
 * @param token bearer token, or {@code ""}
 * @param certificate PEM client certificate, or {@code ""}
 * @param key PEM key of {@code certificate}, or {@code ""}
 */
record Kubeconfig(URI server, String authority, String token, String certificate, String key) {

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read or names no cluster; the message says which file
   */
  static Kubeconfig read(Path file) throws IOException {
    JsonNode config = new YAMLMapper().readTree(Files.readString(file));
    String current = config.path("current-context").asText();
    JsonNode context = named(config.path("contexts"), current).path("context");
    JsonNode cluster = named(config.path("clusters"), context.path("cluster").asText());
    JsonNode user = named(config.path("users"), context.path("user").asText()).path("user");
    String server = cluster.path("cluster").path("server").asText();
    if (server.isEmpty()) {
      throw new IOException(
          "%s names no server for its current context \"%s\"".formatted(file, current));
    }
    return new Kubeconfig(
        URI.create(server.replaceAll("/+$", "")),
        pem(file, cluster.path("cluster"), "certificate-authority"),
        user.path("token").asText(),
        pem(file, user, "client-certificate"),
        pem(file, user, "client-key"));
  }

  private static JsonNode named(JsonNode list, String name) {
    for (JsonNode entry : list) {
      if (entry.path("name").asText().equals(name)) {
        return entry;
      }
    }
    return list.path("absent");
  }

  private static String pem(Path file, JsonNode node, String name) throws IOException {
    String inline = node.path(name + "-data").asText();
    if (!inline.isEmpty()) {
      return new String(Base64.getMimeDecoder().decode(inline), StandardCharsets.UTF_8);
    }
    String path = node.path(name).asText();
    return path.isEmpty() ? "" : Files.readString(file.resolveSibling(path));
  }
}
