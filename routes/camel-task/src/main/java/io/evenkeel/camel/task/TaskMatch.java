package io.evenkeel.camel.task;

import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.job.EventDocument;
import io.evenkeel.model.job.JsonPath;
import io.evenkeel.model.job.JsonPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which events of a task a route is for: conditions joined by {@code &&}, each a path into the
 * event compared with a text in quotes ({@code $.data.action.action == 'scale'}, or {@code !=}), or
 * a path alone that must exist. The empty text is for every event.
 *
 * <p>Paths are those of {@code job/config.yaml} (job-executor.md §5.2). Numbers and booleans are
 * compared by their JSON text.
 */
final class TaskMatch {

  private static final Pattern AND = Pattern.compile("\\s*&&\\s*");
  private static final Pattern COMPARISON =
      Pattern.compile("(?<path>.+?)\\s*(?<operator>==|!=)\\s*(?<quote>['\"])(?<text>.*)\\k<quote>");

  private final List<Condition> conditions;

  private TaskMatch(List<Condition> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  /**
   * Reads {@code text}.
   *
   * @throws IllegalArgumentException if it is malformed; the message quotes the condition
   */
  static TaskMatch parse(String text) {
    List<Condition> conditions = new ArrayList<>();
    if (!text.isBlank()) {
      for (String condition : AND.split(text.strip(), -1)) {
        conditions.add(condition(condition));
      }
    }
    return new TaskMatch(conditions);
  }

  boolean matches(KeptnEvent event) {
    return conditions.stream().allMatch(condition -> condition.holds(event));
  }

  private static Condition condition(String text) {
    Matcher comparison = COMPARISON.matcher(text);
    try {
      if (comparison.matches()) {
        boolean equal = comparison.group("operator").equals("==");
        JsonPath path = JsonPath.parse(comparison.group("path"));
        return equal
            ? new IsText(path, comparison.group("text"))
            : new IsNotText(path, comparison.group("text"));
      }
      return new Exists(JsonPath.parse(text));
    } catch (JsonPathException malformed) {
      throw new IllegalArgumentException(
          "match: \"%s\" is not a condition like $.data.action.action == 'scale': %s"
              .formatted(text, malformed.getMessage()),
          malformed);
    }
  }

  private sealed interface Condition {
    boolean holds(KeptnEvent event);
  }

  private record IsText(JsonPath path, String text) implements Condition {
    @Override
    public boolean holds(KeptnEvent event) {
      try {
        return text.equals(String.valueOf(path.select(EventDocument.of(event))));
      } catch (JsonPathException nothingThere) {
        return false;
      }
    }
  }

  private record IsNotText(JsonPath path, String text) implements Condition {
    @Override
    public boolean holds(KeptnEvent event) {
      return !new IsText(path, text).holds(event);
    }
  }

  private record Exists(JsonPath path) implements Condition {
    @Override
    public boolean holds(KeptnEvent event) {
      try {
        return path.select(EventDocument.of(event)) != null;
      } catch (JsonPathException nothingThere) {
        return false;
      }
    }
  }
}
