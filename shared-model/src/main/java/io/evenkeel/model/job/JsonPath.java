package io.evenkeel.model.job;

import org.jspecify.annotations.Nullable;

/**
 * A path into an event, in the dialect of Keptn's job executor: {@code $.data.list[0].name}, keys
 * in brackets in double quotes or backticks, {@code [*]}, {@code ..}, ranges, filters with
 * {@code ==} and {@code !=}.
 *
 * <p>Source: job-executor.md §5.2.
 */
public final class JsonPath {

  private final JsonPathExpression expression;

  private JsonPath(JsonPathExpression expression) {
    this.expression = expression;
  }

  /**
   * Reads a path.
   *
   * @throws JsonPathException if it is malformed; the message names the column
   */
  public static JsonPath parse(String path) {
    return new JsonPath(JsonPathParser.parse(path));
  }

  /**
   * Returns the selected value, a list where the path can select several.
   *
   * @throws JsonPathException if there is none: {@code unknown key x}, {@code index 9 out of
   *     bounds}
   */
  public @Nullable Object select(@Nullable Object document) {
    try {
      return expression.value(document, null);
    } catch (JsonPathSteps.TooManyResults tooMany) {
      throw new JsonPathException(String.valueOf(tooMany.getMessage()));
    }
  }
}
