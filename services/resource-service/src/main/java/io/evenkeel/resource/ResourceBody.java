package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what clients upload (resources.md §3.1) and checks it (§4.1). */
final class ResourceBody {

  /** More files than any client uploads at once. */
  static final int MAX_FILES = 10_000;

  private final ResourceConfig config;

  ResourceBody(ResourceConfig config) {
    this.config = config;
  }

  /** A file to be written. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
  record Upload(ResourceUri uri, byte[] content) {}

  /** Reads {@code {"resources": [{"resourceURI": …, "resourceContent": …}]}}. */
  List<Upload> many(String body) {
    if (!(Json.get(object(body), "resources") instanceof List<?> resources)) {
      throw invalidFormat();
    }
    if (resources.size() > MAX_FILES) {
      throw new Refusal(
          413, "more than %d resources in one request; send several".formatted(MAX_FILES));
    }
    List<Upload> uploads = new ArrayList<>(resources.size());
    long bytes = 0;
    for (Object resource : resources) {
      Map<String, Object> fields = fields(resource);
      byte[] content = content(fields);
      uploads.add(new Upload(ResourceUri.fromBody(text(fields, "resourceURI")), content));
      bytes += content.length;
    }
    if (bytes > config.maxRequestBytes()) {
      throw tooLarge();
    }
    return uploads;
  }

  /** Reads {@code {"resourceContent": …}} for the file that {@code rawUri} names. */
  Upload one(String rawUri, String body) {
    byte[] content = content(object(body));
    return new Upload(ResourceUri.fromPath(rawUri), content);
  }

  /** Reads the text member {@code name} of the object {@code body}; {@code ""} when absent. */
  String text(String body, String name) {
    return text(object(body), name);
  }

  /** Whether the member {@code name} of the object {@code body} is true. */
  boolean flag(String body, String name) {
    return Boolean.TRUE.equals(Json.get(object(body), name));
  }

  /** Reads the member {@code gitCredentials}, empty if absent. */
  Optional<GitCredentials> credentials(String body) {
    Map<String, Object> json = Json.object(Json.get(object(body), "gitCredentials"));
    return json.isEmpty() ? Optional.empty() : Optional.of(GitCredentials.of(json));
  }

  private Map<String, Object> object(String body) {
    // Base64 makes three bytes four; names and quotes come on top.
    if (body.length() > 2L * config.maxRequestBytes() + 1024) {
      throw tooLarge();
    }
    try {
      return Json.parseObject(body);
    } catch (IllegalArgumentException malformed) {
      throw invalidFormat();
    }
  }

  private static Map<String, Object> fields(@Nullable Object resource) {
    if (!(resource instanceof Map)) {
      throw invalidFormat();
    }
    return Json.object(resource);
  }

  private byte[] content(Map<String, Object> fields) {
    byte[] content = decode(text(fields, "resourceContent"));
    if (content.length > config.maxResourceBytes()) {
      throw new Refusal(
          413,
          "a resource is larger than %d bytes; keep such files elsewhere, or raise"
                  .formatted(config.maxResourceBytes())
              + " EVENKEEL_RESOURCE_MAX_BYTES");
    }
    return content;
  }

  /** Standard base64 with its padding, line breaks allowed. */
  private static byte[] decode(String text) {
    String joined = text.replace("\r", "").replace("\n", "");
    try {
      if (joined.length() % 4 == 0) {
        return Base64.getDecoder().decode(joined);
      }
    } catch (IllegalArgumentException malformed) {
      // Refused below, like missing padding.
    }
    throw new Refusal(400, "resource content is not base64 encoded");
  }

  private static String text(Map<String, Object> fields, String name) {
    Object value = Json.get(fields, name);
    if (value != null && !(value instanceof String)) {
      throw invalidFormat();
    }
    return Json.text(value);
  }

  private Refusal tooLarge() {
    return new Refusal(
        413,
        "the resources of one request are larger than %d bytes; send several, or raise"
                .formatted(config.maxRequestBytes())
            + " EVENKEEL_RESOURCE_REQUEST_MAX_BYTES");
  }

  private static Refusal invalidFormat() {
    return new Refusal(400, "Invalid request format");
  }
}
