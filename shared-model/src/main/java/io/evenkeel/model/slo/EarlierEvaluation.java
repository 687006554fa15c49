package io.evenkeel.model.slo;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an earlier {@code evaluation.finished} event has to say for a comparison.
 *
 * <p>Source: evaluation.md §9.
 *
 * @param eventId reported in {@code comparedEvents}
 */
public record EarlierEvaluation(String eventId, List<IndicatorValue> values) {

  public EarlierEvaluation {
    values = List.copyOf(values);
  }

  /** Reads what {@code finished} measured; values that are {@code null} or malformed are not. */
  public static EarlierEvaluation of(KeptnEvent finished) {
    List<IndicatorValue> values =
        indicatorResults(finished).flatMap(EarlierEvaluation::value).toList();
    return new EarlierEvaluation(finished.id(), values);
  }

  /**
   * Returns whether {@code finished} evaluated anything. Others would take up a place in the
   * comparison without contributing to it, so that a relative criterion passes unchecked (§14 D6).
   */
  public static boolean hasResults(KeptnEvent finished) {
    return indicatorResults(finished).findAny().isPresent();
  }

  Stream<Double> measured(String indicator) {
    return values.stream()
        .filter(value -> value.success() && value.metric().equals(indicator))
        .map(IndicatorValue::value);
  }

  private static Stream<Map<String, Object>> indicatorResults(KeptnEvent finished) {
    return Json.list(Json.at(finished.data(), "evaluation", "indicatorResults")).stream()
        .map(Json::object);
  }

  private static Stream<IndicatorValue> value(Map<String, Object> indicatorResult) {
    try {
      Map<String, Object> value = Json.object(Json.get(indicatorResult, "value"));
      return value.isEmpty() ? Stream.empty() : Stream.of(IndicatorValue.of(value));
    } catch (IllegalArgumentException malformed) {
      return Stream.empty();
    }
  }
}
