package io.evenkeel.gateway.bridge;

import io.evenkeel.gateway.access.Sessions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * The cookie of a signed-in browser, and whether a request that carries it may be trusted: scripts
 * can't read it, other sites don't get it sent, and what changes anything needs a header that a
 * foreign form can't set.
 */
public final class SessionCookie {

  private static final String NAME = "evenkeel-session";
  private static final String GUARD = "x-evenkeel-bridge";

  private SessionCookie() {}

  /** The session's id; {@code ""} without one. */
  public static String read(HttpServerRequest request) {
    Cookie cookie = request.getCookie(NAME);
    return cookie == null ? "" : cookie.getValue();
  }

  /** From this site and, unless it only reads, with {@code x-evenkeel-bridge: 1}. */
  public static boolean isSafe(HttpServerRequest request) {
    boolean reads = request.method().name().equals("GET");
    return isSameOrigin(request) && (reads || "1".equals(request.getHeader(GUARD)));
  }

  /** What the browser says about where the request comes from; older ones say nothing. */
  static boolean isSameOrigin(HttpServerRequest request) {
    String site = request.getHeader("sec-fetch-site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin == null || origin.endsWith("//" + request.authority());
  }

  static Cookie create(String id, String prefix, boolean secure) {
    return Cookie.cookie(NAME, id)
        .setPath(prefix + "/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.STRICT)
        .setMaxAge(Sessions.LIFE.toSeconds());
  }

  static Cookie expired(String prefix) {
    return create("", prefix, false).setMaxAge(0);
  }
}
