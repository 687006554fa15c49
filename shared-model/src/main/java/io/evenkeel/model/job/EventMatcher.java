package io.evenkeel.model.job;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an action's {@code events}: a regular expression found in the event's type and,
 * optionally, a text the event must have at a path.
 *
 * <p>Source: job-executor.md §5. Anything malformed never matches; {@link JobLint} reports it.
 *
 * @param name RE2 expression, {@code ""} for every type
 * @param property path, see {@link JsonPath}; {@code ""} for no further test
 * @param match the text to find there
 */
public record EventMatcher(String name, String property, String match) {

  /** Whether an event of {@code type} with this document (see {@link EventDocument}) matches. */
  public boolean matches(String type, Map<String, Object> document) {
    return matchesType(type) && (property.isEmpty() || matchesProperty(document));
  }

  private boolean matchesType(String type) {
    Optional<Pattern> pattern = EventPattern.compile(name);
    try {
      return pattern.isPresent() && pattern.get().matcher(BoundedText.of(type)).find();
    } catch (BoundedText.Exhausted | StackOverflowError tooComplex) {
      return false;
    }
  }

  private boolean matchesProperty(Map<String, Object> document) {
    try {
      return match.equals(text(JsonPath.parse(property).select(document)));
    } catch (JsonPathException nothingThere) {
      return false;
    }
  }

  /** Only text can match; the event's time counts as its text. */
  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof Instant time) {
      return EventText.rfc3339(time);
    }
    return value instanceof String text ? text : null;
  }
}
