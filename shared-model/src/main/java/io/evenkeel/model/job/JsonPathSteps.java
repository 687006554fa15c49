package io.evenkeel.model.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A path from {@code $} or {@code @}. As soon as one of its steps can have several results, the
 * whole has a list of them, and steps that fail are left out.
 */
final class JsonPathSteps implements JsonPathExpression {

  /** More results than this are refused: {@code $..*..*..*} grows without bound. */
  private static final int MAX_RESULTS = 100_000;

  private static final JsonPathExpression ROOT = (root, current) -> root;
  private static final JsonPathExpression CURRENT = (root, current) -> current;

  /** Hands the results for one value to {@code found}. */
  private interface Step {
    void visit(@Nullable Object root, @Nullable Object value, Consumer<@Nullable Object> found);
  }

  private final JsonPathExpression start;
  private final List<Step> steps = new ArrayList<>();
  private boolean ambiguous;

  private JsonPathSteps(JsonPathExpression start) {
    this.start = start;
  }

  static JsonPathSteps root() {
    return new JsonPathSteps(ROOT);
  }

  static JsonPathSteps current() {
    return new JsonPathSteps(CURRENT);
  }

  void member(JsonPathExpression key) {
    steps.add((root, value, found) -> found.accept(JsonPathExpression.select(value, key, root)));
  }

  void script(JsonPathExpression script) {
    steps.add((root, value, found) -> found.accept(script.value(root, value)));
  }

  /** One key selects, several make a list; after {@code ..} one key makes a list, too. */
  void members(List<@Nullable JsonPathExpression> keys, boolean afterDescendants) {
    List<JsonPathExpression> known = keys.stream().filter(Objects::nonNull).toList();
    if (known.size() == 1 && !afterDescendants) {
      member(known.get(0));
    } else {
      addAmbiguous((root, value, found) -> known.forEach(
          key -> unlessFailing(() -> found.accept(JsonPathExpression.select(value, key, root)))));
    }
  }

  void all() {
    addAmbiguous((root, value, found) -> children(value).forEach(found));
  }

  void descendants() {
    addAmbiguous((root, value, found) -> descend(value, found));
  }

  void filter(JsonPathExpression condition) {
    addAmbiguous((root, value, found) -> children(value)
        .forEach(child -> unlessFailing(() -> {
          if (JsonPathExpression.truth(condition.value(root, child))) {
            found.accept(child);
          }
        })));
  }

  void range(JsonPathExpression min, JsonPathExpression max, JsonPathExpression step) {
    addAmbiguous((root, value, found) -> {
      if (value instanceof List<?> list) {
        unlessFailing(() -> slice(
            list,
            (int) JsonPathExpression.number(min.value(root, value)),
            (int) JsonPathExpression.number(max.value(root, value)),
            (int) JsonPathExpression.number(step.value(root, value)),
            found));
      }
    });
  }

  @Override
  public @Nullable Object value(@Nullable Object root, @Nullable Object current) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(start.value(root, current));
    for (Step step : steps) {
      values = follow(step, root, values);
    }
    return ambiguous ? values : values.get(0);
  }

  private List<@Nullable Object> follow(
      Step step, @Nullable Object root, List<@Nullable Object> values) {
    List<@Nullable Object> results = new ArrayList<>();
    Consumer<@Nullable Object> found = result -> {
      if (results.size() >= MAX_RESULTS) {
        throw new TooManyResults();
      }
      results.add(result);
    };
    for (Object value : values) {
      if (ambiguous) {
        unlessFailing(() -> step.visit(root, value, found));
      } else {
        step.visit(root, value, found);
      }
    }
    return results;
  }

  private void addAmbiguous(Step step) {
    ambiguous = true;
    steps.add(step);
  }

  private static void unlessFailing(Runnable attempt) {
    try {
      attempt.run();
    } catch (JsonPathException leftOut) {
      return; // A list of results has no place for a failure.
    }
  }

  private static List<?> children(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    return value instanceof Map<?, ?> map ? new ArrayList<>(map.values()) : List.of();
  }

  private static void descend(@Nullable Object value, Consumer<@Nullable Object> found) {
    found.accept(value);
    children(value).forEach(child -> descend(child, found));
  }

  private static void slice(
      List<?> list, int min, int max, int step, Consumer<@Nullable Object> found) {
    if (min > max) {
      return;
    }
    int from = clamp(min, list.size());
    int to = clamp(max, list.size());
    if (step >= 0) {
      for (long index = from; index < to; index += Math.max(1, step)) {
        found.accept(list.get((int) index));
      }
    } else {
      for (long index = to - 1L; index >= from; index += step) {
        found.accept(list.get((int) index));
      }
    }
  }

  private static int clamp(int bound, int size) {
    return bound < 0 ? Math.max(0, size + bound) : Math.min(bound, size);
  }

  /** Not a {@link JsonPathException}, which would only leave a result out. */
  static final class TooManyResults extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyResults() {
      super("the path selects more than " + MAX_RESULTS + " values");
    }
  }
}
