package io.evenkeel.model.slo;

import io.evenkeel.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an SLI provider delivered for one indicator.
 *
 * <p>Source: evaluation.md §6.3.
 *
 * @param metric name of the indicator
 * @param value in the provider's unit; {@code 0} without success
 * @param comparedValue aggregate of the earlier values, {@code 0} if there are none
 * @param message why there is no value, or {@code ""}
 */
public record IndicatorValue(
    String metric, double value, double comparedValue, boolean success, String message) {

  /** A value that was measured. */
  public static IndicatorValue measured(String metric, double value) {
    return new IndicatorValue(metric, value, 0, true, "");
  }

  /** A value that could not be had. */
  public static IndicatorValue failed(String metric, String reason) {
    return new IndicatorValue(metric, 0, 0, false, reason);
  }

  /**
   * Reads an entry of {@code indicatorValues}; absent members are zero values. A number that is not
   * finite becomes a failure, as JSON could not carry it on (§14 D9).
   *
   * @throws IllegalArgumentException if a member has the wrong JSON type; the message names it
   */
  public static IndicatorValue of(Map<String, Object> json) {
    String metric = text(json, "metric");
    double value = number(json, "value");
    if (!Double.isFinite(value)) {
      return failed(metric, "the value of " + metric + " is not a finite number");
    }
    boolean success = bool(json, "success");
    return new IndicatorValue(
        metric, value, number(json, "comparedValue"), success, text(json, "message"));
  }

  public IndicatorValue withComparedValue(double compared) {
    return new IndicatorValue(metric, value, compared, success, message);
  }

  /** Returns the JSON form; {@code message} is left out when empty. */
  public Map<String, Object> toMap() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("metric", metric);
    json.put("value", value);
    json.put("comparedValue", comparedValue);
    json.put("success", success);
    if (!message.isEmpty()) {
      json.put("message", message);
    }
    return json;
  }

  private static String text(Map<String, Object> json, String member) {
    Object value = Json.get(json, member);
    if (value == null || value instanceof String) {
      return Json.text(value);
    }
    throw wrongType(member, "a string");
  }

  private static double number(Map<String, Object> json, String member) {
    Object value = Json.get(json, member);
    if (value == null) {
      return 0;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrongType(member, "a number");
  }

  private static boolean bool(Map<String, Object> json, String member) {
    Object value = Json.get(json, member);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw wrongType(member, "true or false");
  }

  private static IllegalArgumentException wrongType(String member, String expected) {
    return new IllegalArgumentException(
        "get-sli.indicatorValues[].%s must be %s".formatted(member, expected));
  }
}
