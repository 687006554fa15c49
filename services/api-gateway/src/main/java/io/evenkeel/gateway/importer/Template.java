package io.evenkeel.gateway.importer;

import io.evenkeel.model.Json;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in {@code [[.Name.name]]}, the part of Go's templates that packages use: fields, with or
 * without trim markers. Anything else between the brackets is refused, not guessed. Pure.
 *
 * <p>Source: rest-api.md §5.4.
 */
final class Template {

  private static final Pattern ACTION = Pattern.compile("\\[\\[(.*?)\\]\\]", Pattern.DOTALL);
  private static final Pattern FIELD = Pattern.compile("(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)+");

  private Template() {}

  /**
   * The text with every field replaced by its value from {@code values}.
   *
   * @throws IllegalArgumentException if a field is missing, or it is no field; the message says
   *     which one
   */
  static String render(String text, Map<String, Object> values) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    boolean trim = false;
    Matcher action = ACTION.matcher(text);
    while (action.find()) {
      String between = text.substring(from, action.start());
      String inner = action.group(1);
      boolean before = inner.startsWith("- ");
      boolean after = inner.endsWith(" -");
      between = trim ? between.stripLeading() : between;
      out.append(before ? between.stripTrailing() : between);
      int end = Math.max(before ? 1 : 0, inner.length() - (after ? 1 : 0));
      out.append(value(inner.substring(before ? 1 : 0, end).strip(), values));
      trim = after;
      from = action.end();
    }
    String rest = text.substring(from);
    if (rest.contains("[[")) {
      throw new IllegalArgumentException("template: unclosed action");
    }
    return out.append(trim ? rest.stripLeading() : rest).toString();
  }

  private static String value(String field, Map<String, Object> values) {
    if (!FIELD.matcher(field).matches()) {
      throw new IllegalArgumentException(
          "template: \"%s\" is not a field such as .Context.name".formatted(field));
    }
    Object value = values;
    for (String name : field.substring(1).split("\\.", -1)) {
      if (!(value instanceof Map<?, ?> map) || !map.containsKey(name)) {
        throw new IllegalArgumentException(
            "template: %s: map has no entry for key \"%s\"".formatted(field, name));
      }
      value = map.get(name);
    }
    return written(value);
  }

  private static String written(@Nullable Object value) {
    return value instanceof String text ? text : Json.write(value);
  }

  /** Whether there is anything to fill in: what has nothing may be any bytes. */
  static boolean isTemplate(byte[] content) {
    for (int i = 1; i < content.length; i++) {
      if (content[i - 1] == '[' && content[i] == '[') {
        return true;
      }
    }
    return false;
  }
}
