package io.evenkeel.cli;

import java.net.URI;

/**
 * Where the API is and how to get in.
 *
 * @param api base address without trailing slash, e.g. {@code http://127.0.0.1:8080/api}
 * @param token value of the {@code x-token} header; {@code ""} sends none
 * @param origin where this was found, for error messages, e.g. {@code --endpoint}
 */
public record Endpoint(URI api, String token, String origin) {

  /** What is used when nothing else is configured. */
  public static final String DEFAULT = "http://127.0.0.1:8080/api";

  /** The origin of {@link #DEFAULT}. */
  static final String NOWHERE = "the default";

  /**
   * Reads an address as a user types it: the scheme may be missing ({@code http} then, or
   * {@code https} if {@code secure}), an empty path becomes {@code /api}.
   *
   * @throws CommandFailure if it is not an address
   */
  public static URI address(String text, boolean secure) {
    String full = text.contains("://") ? text : "http://" + text;
    if (secure && full.startsWith("http://")) {
      full = "https://" + full.substring("http://".length());
    }
    URI uri = parse(full, text);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    return URI.create(
        uri.getScheme() + "://" + uri.getRawAuthority() + (path.isEmpty() ? "/api" : path));
  }

  /** Whether nothing named a server. */
  boolean isDefault() {
    return origin.equals(NOWHERE);
  }

  /** The web interface of the same server: the path replaced by {@code /bridge}. */
  public URI bridge() {
    return api.resolve("/bridge");
  }

  private static URI parse(String full, String typed) {
    try {
      URI uri = URI.create(full);
      if (uri.getHost() != null && uri.getScheme().matches("https?")) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      throw new CommandFailure(notAnAddress(typed), malformed);
    }
    throw new CommandFailure(notAnAddress(typed));
  }

  private static String notAnAddress(String typed) {
    return "\"%s\" is not an API address; expected something like %s".formatted(typed, DEFAULT);
  }
}
