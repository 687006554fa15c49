package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.Refusal;
import java.util.List;
import java.util.Map;

/**
 * A window into a list.
 *
 * <p>Source: sequences.md §5.1. Projects, stages, services and open events page with text keys
 * ({@code "0"} when done), sequences and executions with numbers (absent when done).
 *
 * @param size at most so many; {@link #ALL} for everything
 * @param offset how many to skip
 */
public record Page(int size, int offset) {

  /** No limit. */
  public static final int ALL = Integer.MAX_VALUE;

  private static final int DEFAULT_SIZE = 20;

  /** A page with text keys; an unreadable key counts as zero. */
  public static Page withTextKey(ApiRequest request) {
    String key = request.query("nextPageKey");
    return new Page(
        size(request, DEFAULT_SIZE), key.matches("\\d{1,18}") ? number("nextPageKey", key, 0) : 0);
  }

  /** A page with number keys; without {@code pageSize} it is everything. */
  public static Page withNumberKey(ApiRequest request) {
    return new Page(size(request, ALL), number("nextPageKey", request.query("nextPageKey"), 0));
  }

  private static int size(ApiRequest request, int fallback) {
    int size = number("pageSize", request.query("pageSize"), fallback);
    return size == 0 ? fallback : size;
  }

  private static int number(String name, String text, int fallback) {
    if (text.isEmpty()) {
      return fallback;
    }
    if (!text.matches("\\d{1,18}")) {
      throw new Refusal(
          400,
          "Invalid request format: %s must be a whole number, not \"%s\"".formatted(name, text));
    }
    return (int) Math.min(Long.parseLong(text), ALL);
  }

  /** The elements of {@code all} on this page. */
  public <T> List<T> of(List<T> all) {
    int from = Math.min(offset, all.size());
    return all.subList(from, (int) Math.min((long) from + size, all.size()));
  }

  /** Adds {@code nextPageKey} as text and {@code totalCount} unless it is zero. */
  public void addTextKey(Map<String, Object> json, long total) {
    json.put("nextPageKey", String.valueOf(next(total)));
    addTotal(json, total);
  }

  /** Adds {@code nextPageKey} as number and {@code totalCount}, each unless it is zero. */
  public void addNumberKey(Map<String, Object> json, long total) {
    if (next(total) > 0) {
      json.put("nextPageKey", next(total));
    }
    addTotal(json, total);
  }

  private static void addTotal(Map<String, Object> json, long total) {
    if (total > 0) {
      json.put("totalCount", total);
    }
  }

  private long next(long total) {
    long next = (long) offset + size;
    return next < total ? next : 0;
  }
}
