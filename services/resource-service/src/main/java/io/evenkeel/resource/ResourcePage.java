package io.evenkeel.resource;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which part of a list is asked for (rest-api.md §3.1, style A).
 *
 * @param offset of the first element
 * @param size most elements to answer
 */
record ResourcePage(int offset, int size) {

  private static final int DEFAULT_SIZE = 20;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** Reads {@code pageSize} and {@code nextPageKey}; refuses a bad size with 400. */
  static ResourcePage of(ApiRequest request) {
    String key = request.query("nextPageKey");
    return new ResourcePage(isNumber(key) ? Integer.parseInt(key) : offsetOf(key), sizeOf(request));
  }

  /** The page of {@code paths}, described by {@code metadata}, as the answer's body. */
  Map<String, Object> body(List<String> paths, Map<String, Object> metadata) {
    int start = Math.min(offset, paths.size());
    int end = (int) Math.min((long) start + size, paths.size());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "resources",
        paths.subList(start, end).stream().map(path -> element(path, metadata)).toList());
    body.put("nextPageKey", end < paths.size() ? String.valueOf(end) : "0");
    if (!paths.isEmpty()) {
      body.put("totalCount", paths.size());
    }
    return body;
  }

  /** Clients match folders by the leading slash. */
  private static Map<String, Object> element(String path, Map<String, Object> metadata) {
    Map<String, Object> element = new LinkedHashMap<>();
    element.put("resourceURI", "/" + path);
    element.put("metadata", metadata);
    return element;
  }

  private static int sizeOf(ApiRequest request) {
    String size = request.query("pageSize");
    if (!size.isEmpty() && !isNumber(size)) {
      throw new Refusal(400, "Invalid request format");
    }
    return size.isEmpty() ? DEFAULT_SIZE : Integer.parseInt(size);
  }

  private static int offsetOf(String key) {
    if (key.startsWith("-") && isNumber(key.substring(1))) {
      throw new Refusal(400, "Invalid request format");
    }
    return 0;
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }
}
