package io.evenkeel.playground.metrics;

import io.evenkeel.playground.promql.Labels;
import io.evenkeel.playground.promql.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prometheus' text format: one {@code name{labels} value [timestamp]} a line. Comments are skipped
 * and timestamps ignored, as with {@code honor_timestamps: false}.
 *
 * <p>Source: Prometheus, "Exposition formats", "Text-based format".
 */
final class TextFormat {

  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{(.*)\\})?\\s+(\\S+)(?:\\s+-?\\d+)?\\s*");
  private static final Pattern LABEL =
      Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:,|$)");

  private TextFormat() {}

  /**
   * Reads a page.
   *
   * @throws IllegalArgumentException if a line is not in the format; the message quotes it
   */
  static List<Sample> parse(String page) {
    List<Sample> samples = new ArrayList<>();
    page.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(line -> samples.add(sample(line)));
    return samples;
  }

  private static Sample sample(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw malformed(line);
    }
    TreeMap<String, String> labels = new TreeMap<>();
    if (parts.group(2) != null) {
      readLabels(parts.group(2), line, labels);
    }
    labels.put(Labels.NAME, parts.group(1));
    return new Sample(new Labels(labels), number(parts.group(3), line));
  }

  private static void readLabels(String text, String line, Map<String, String> labels) {
    Matcher label = LABEL.matcher(text);
    int end = 0;
    while (end < text.length() && !text.substring(end).isBlank()) {
      if (!label.find(end) || label.start() != end) {
        throw malformed(line);
      }
      labels.put(label.group(1), unescaped(label.group(2)));
      end = label.end();
    }
  }

  private static String unescaped(String value) {
    return value.contains("\\")
        ? Pattern.compile("\\\\(.)")
            .matcher(value)
            .replaceAll(match ->
                Matcher.quoteReplacement(match.group(1).equals("n") ? "\n" : match.group(1)))
        : value;
  }

  private static double number(String text, String line) {
    try {
      return switch (text) {
        case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException unreadable) {
      throw new IllegalArgumentException("not a number in: " + line, unreadable);
    }
  }

  private static IllegalArgumentException malformed(String line) {
    return new IllegalArgumentException("not a line of Prometheus' text format: " + line);
  }
}
