package io.evenkeel.gateway.access;

import io.evenkeel.kit.ApiResponse;

/**
 * The original's words for turning somebody away, which depend on the part that was asked.
 *
 * <p>Source: rest-api.md §2.1.
 */
public final class Denial {

  /** 403: exists, but not for the public. */
  public static final ApiResponse BLOCKED =
      ApiResponse.error(403, "this path is not available through the gateway");

  /** 403: a session's request that could come from another site. */
  public static final ApiResponse FOREIGN = ApiResponse.error(
      403, "a signed-in browser must ask from the bridge itself and send x-evenkeel-bridge: 1");

  private static final String API = "/api/v1";

  private Denial() {}

  /** 401 for no token at all. */
  public static ApiResponse missingToken(String path) {
    return isApi(path)
        ? unauthorised("{\"code\":401,\"message\":\"unauthenticated for invalid credentials\"}")
        : gateway();
  }

  /** 401 for a wrong one. */
  public static ApiResponse wrongToken(String path) {
    return isApi(path)
        ? unauthorised("{\"code\":401,\"message\":\"incorrect api key auth\"}")
        : gateway();
  }

  /** 429, a JSON text; the path {@code auth} answers plain text instead. */
  public static ApiResponse tooManyAttempts() {
    return new ApiResponse(429, "{\"code\":429, \"message\":\"too many requests\"}");
  }

  private static ApiResponse gateway() {
    return unauthorised("{\"code\":401, \"message\":\"unauthenticated or invalid credentials\"}");
  }

  private static ApiResponse unauthorised(String body) {
    return new ApiResponse(401, body);
  }

  private static boolean isApi(String path) {
    String plain = path.replaceAll("/{2,}", "/");
    return plain.equals(API) || plain.startsWith(API + "/");
  }
}
