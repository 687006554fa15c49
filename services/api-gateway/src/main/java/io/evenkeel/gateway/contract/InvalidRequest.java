package io.evenkeel.gateway.contract;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that does not keep to its contract. The texts and numbers are the original framework's.
 *
 * <p>Source: rest-api.md §3.2, events-datastore.md §3.3.
 */
public final class InvalidRequest extends RuntimeException {

  private static final int UNPROCESSABLE = 422;

  private final int status;
  private final int code;

  private InvalidRequest(int status, int code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** 400 with a sentence. */
  public static InvalidRequest bad(String message) {
    return new InvalidRequest(400, 400, message);
  }

  /** 400 for a body that can't be read at all. */
  public static InvalidRequest unreadable(String detail) {
    return bad("parsing body body from \"\" failed, because " + detail);
  }

  /** 422: {@code name} has to be there; {@code in} is {@code body} or {@code query}. */
  public static InvalidRequest required(String name, String in) {
    return new InvalidRequest(UNPROCESSABLE, 602, "%s in %s is required".formatted(name, in));
  }

  /** 422: {@code value} is of another type. */
  public static InvalidRequest type(String name, String in, String type, String value) {
    return new InvalidRequest(
        UNPROCESSABLE, 601, "%s in %s must be of type %s: \"%s\"".formatted(name, in, type, value));
  }

  /** 422: a number below {@code minimum}. */
  public static InvalidRequest tooSmall(String name, String in, long minimum) {
    return new InvalidRequest(
        UNPROCESSABLE,
        609,
        "%s in %s should be greater than or equal to %d".formatted(name, in, minimum));
  }

  /** 422: a number above {@code maximum}. */
  public static InvalidRequest tooLarge(String name, String in, long maximum) {
    return new InvalidRequest(
        UNPROCESSABLE,
        608,
        "%s in %s should be less than or equal to %d".formatted(name, in, maximum));
  }

  /** 422: a text of more than {@code maximum} characters. */
  public static InvalidRequest tooLong(String name, String in, int maximum) {
    return new InvalidRequest(
        UNPROCESSABLE,
        603,
        "%s in %s should be at most %d chars long".formatted(name, in, maximum));
  }

  /** 413: more bytes than the server takes. */
  public static InvalidRequest oversized(String message) {
    return new InvalidRequest(413, 413, message);
  }

  /** 415: {@code allowed} as they stand in the contract. */
  public static InvalidRequest mediaType(String given, Iterable<String> allowed) {
    return new InvalidRequest(
        415,
        415,
        "unsupported media type \"%s\", only [%s] are allowed"
            .formatted(given, String.join(" ", allowed)));
  }

  public ApiResponse answer() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("message", String.valueOf(getMessage()));
    return new ApiResponse(status, Json.write(body));
  }
}
