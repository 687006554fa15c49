package io.evenkeel.model.sli;

import io.evenkeel.model.Json;
import io.evenkeel.model.slo.IndicatorValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the Prometheus HTTP API answered to an instant query, read as the value of an indicator.
 *
 * <p>Source: prometheus.md §4; infinite values are treated like NaN, as JSON cannot carry them.
 *
 * @param status HTTP status
 */
public record PrometheusAnswer(int status, String body) {

  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;
  private static final int MAX_SHOWN = 200;

  /** Returns the value, or why there is none. */
  public IndicatorValue valueOf(String metric) {
    Map<String, Object> answer;
    try {
      answer = Json.parseObject(body);
    } catch (IllegalArgumentException notJson) {
      return unanswered(
          metric, status < CLIENT_ERROR ? "not JSON: " + notJson.getMessage() : http());
    }
    if (!"success".equals(answer.get("status"))) {
      String reason = Json.text(answer.get("error"));
      return unanswered(
          metric, reason.isEmpty() ? http() : Json.text(answer.get("errorType")) + ": " + reason);
    }
    return result(metric, Json.object(answer.get("data")));
  }

  /** Returns the failure of a query that could not be sent, or was not answered. */
  public static IndicatorValue unanswered(String metric, String reason) {
    return IndicatorValue.failed(metric, "unable to query prometheus api: " + reason);
  }

  private static IndicatorValue result(String metric, Map<String, Object> data) {
    if (!"vector".equals(data.get("resultType"))) {
      return IndicatorValue.failed(
          metric, "prometheus api response is not a Vector: " + shown(data.get("result")));
    }
    List<@Nullable Object> samples = Json.list(data.get("result"));
    if (samples.size() != 1) {
      return IndicatorValue.failed(
          metric,
          samples.isEmpty()
              ? "query did not return any values"
              : "query did return multiple values");
    }
    List<@Nullable Object> sample = Json.list(Json.object(samples.get(0)).get("value"));
    double value = number(sample.size() == 2 ? Json.text(sample.get(1)) : "");
    return Double.isFinite(value)
        ? IndicatorValue.measured(metric, value)
        : IndicatorValue.failed(metric, "query did not return valid values");
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException infinite) {
      return Double.NaN;
    }
  }

  private String http() {
    return status >= SERVER_ERROR
        ? "server_error: server error: " + status
        : "client_error: client error: " + status;
  }

  private static String shown(@Nullable Object result) {
    String text = Json.write(result);
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
