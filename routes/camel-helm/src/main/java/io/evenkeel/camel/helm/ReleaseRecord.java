package io.evenkeel.camel.helm;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * What Helm stores of one revision: chart, values, rendered manifest, state.
 *
 * <p>Source: Helm 3, {@code pkg/storage/driver} ({@code encodeRelease}): JSON, gzipped, base64.
 */
record ReleaseRecord(JsonNode json) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A Secret holds 1 MiB; text compresses at best about 1:100. */
  private static final int SIZE_MAX = 100 << 20;

  /**
   * Reads the {@code release} member of the Secret.
   *
   * @param data as the API hands it out: base64 of what Helm wrote
   */
  static ReleaseRecord decode(String data) {
    byte[] written = Base64.getDecoder().decode(data);
    byte[] packed = Base64.getDecoder().decode(new String(written, StandardCharsets.US_ASCII));
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] json = unpacked.readNBytes(SIZE_MAX);
      return new ReleaseRecord(JSON.readTree(json));
    } catch (IOException e) {
      throw new HelmException("a stored release is not readable: " + e.getMessage());
    }
  }

  String name() {
    return json.path("name").asText();
  }

  String namespace() {
    return json.path("namespace").asText();
  }

  int revision() {
    return json.path("version").asInt();
  }

  String status() {
    return json.path("info").path("status").asText();
  }

  String description() {
    return json.path("info").path("description").asText();
  }

  /** Helm writes {@code pending-install}, {@code pending-upgrade} and {@code pending-rollback}. */
  boolean isPending() {
    return status().startsWith("pending-");
  }

  JsonNode chart() {
    return json.path("chart");
  }

  /** Returns a JSON object as a map; anything else as an empty one. */
  static Map<String, Object> object(JsonNode node) {
    return node.isObject() ? JSON.convertValue(node, new TypeReference<>() {}) : Map.of();
  }

  /** What this revision looks like from outside, for an operation that found it already there. */
  HelmRelease unchanged() {
    JsonNode metadata = chart().path("metadata");
    return new HelmRelease(
        name(),
        namespace(),
        revision(),
        status(),
        metadata.path("name").asText() + "-" + metadata.path("version").asText(),
        metadata.path("appVersion").asText(),
        "",
        false);
  }
}
