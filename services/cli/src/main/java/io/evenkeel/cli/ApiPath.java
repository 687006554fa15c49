package io.evenkeel.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Builds request paths in which every value is percent-encoded. */
public final class ApiPath {

  private final StringBuilder text;
  private boolean query;

  private ApiPath(String start) {
    text = new StringBuilder(start);
  }

  /** Starts below the orchestration API. */
  public static ApiPath controlPlane(String... segments) {
    return new ApiPath("/controlPlane/v1").segments(segments);
  }

  /** Starts below the resource API. */
  public static ApiPath resourceService(String... segments) {
    return new ApiPath("/resource-service/v1").segments(segments);
  }

  /** Starts below the secret API. */
  public static ApiPath secrets(String... segments) {
    return new ApiPath("/secrets/v1").segments(segments);
  }

  /** Starts below what goes beyond Keptn. */
  public static ApiPath evenkeel(String... segments) {
    return new ApiPath("/evenkeel/v1").segments(segments);
  }

  /** The stored events. */
  public static ApiPath events() {
    return new ApiPath("/mongodb-datastore/event");
  }

  /** Appends {@code name=value} unless {@code value} is absent or empty. */
  public ApiPath where(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      text.append(query ? '&' : '?').append(name).append('=').append(encode(value));
      query = true;
    }
    return this;
  }

  /**
   * Appends the path of a file as one segment. It is encoded twice, as the gateway decodes it
   * twice: else a plus sign would become a blank (resources.md §5).
   */
  public ApiPath resource(String uri) {
    return segments(encode(uri));
  }

  private ApiPath segments(String... segments) {
    for (String segment : segments) {
      text.append('/').append(encode(segment));
    }
    return this;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
