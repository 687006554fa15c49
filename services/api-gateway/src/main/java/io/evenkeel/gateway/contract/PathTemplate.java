package io.evenkeel.gateway.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path of a contract, e.g. {@code /project/{project}/resource/{uri}}, matched against the path as
 * it came over the wire: segments are decoded after they are split, so an encoded slash never makes
 * a new segment, and several slashes count as one.
 *
 * @param segments literals and {@code {variables}}, in order
 * @param rest the variable that takes everything that is left, undecoded; {@code ""} for none
 */
public record PathTemplate(List<String> segments, String rest) {

  public PathTemplate {
    segments = List.copyOf(segments);
  }

  /** Every variable of {@code template} is one segment. */
  public static PathTemplate of(String template) {
    return of(template, "");
  }

  /** {@code rest} names the last variable if that takes everything that is left. */
  public static PathTemplate of(String template, String rest) {
    List<String> segments = new ArrayList<>();
    for (String segment : template.split("/", -1)) {
      if (!segment.isEmpty() && !segment.equals("{" + rest + "}")) {
        segments.add(segment);
      }
    }
    return new PathTemplate(segments, rest);
  }

  /**
   * The variables' values if {@code path} matches as a whole; a slash at its end does not matter.
   *
   * @throws IllegalArgumentException if a variable's value is not percent-encoded properly
   */
  public Optional<Map<String, String>> match(String path) {
    Map<String, String> values = new LinkedHashMap<>();
    int end = consume(path, values);
    if (end < 0) {
      return Optional.empty();
    }
    String left = path.substring(end);
    boolean nothingLeft = left.chars().allMatch(character -> character == '/');
    if (rest.isEmpty() || nothingLeft) {
      return rest.isEmpty() && nothingLeft ? Optional.of(values) : Optional.empty();
    }
    values.put(rest, left.substring(1));
    return Optional.of(values);
  }

  /** What follows these segments in {@code path}, or nothing if it does not start with them. */
  public Optional<String> below(String path) {
    int end = consume(path, new LinkedHashMap<>());
    return end < 0 ? Optional.empty() : Optional.of(path.substring(end));
  }

  /** Puts the variables into {@code values}; returns where the segments end, or -1. */
  private int consume(String path, Map<String, String> values) {
    int at = 0;
    for (String segment : segments) {
      int start = afterSlashes(path, at);
      int end = endOfSegment(path, start);
      if (start == end || !accept(segment, path.substring(start, end), values)) {
        return -1;
      }
      at = end;
    }
    return at;
  }

  private static boolean accept(String segment, String raw, Map<String, String> values) {
    if (!segment.startsWith("{")) {
      return segment.equals(raw);
    }
    String value = PercentCoding.decode(raw);
    values.put(segment.substring(1, segment.length() - 1), value);
    return !value.equals(".") && !value.equals("..");
  }

  private static int afterSlashes(String path, int from) {
    int at = from;
    while (at < path.length() && path.charAt(at) == '/') {
      at++;
    }
    return at;
  }

  private static int endOfSegment(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }
}
