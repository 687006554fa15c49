package io.evenkeel.model.sli;

import io.evenkeel.model.Json;
import io.evenkeel.model.slo.IndicatorValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data of {@code get-sli.finished}.
 *
 * <p>Source: prometheus.md §1.
 */
public final class SliFinished {

  private SliFinished() {}

  /**
   * Returns the answer to a request: a warning if some values are missing, a failure if all are.
   *
   * @param scope project, stage, service and labels
   */
  public static Map<String, Object> of(
      Map<String, Object> scope, SliRequest request, List<IndicatorValue> values) {
    Map<String, Object> data = new LinkedHashMap<>(scope);
    String result = result(values);
    data.put("status", "succeeded");
    data.put("result", result);
    if (result.equals("fail")) {
      data.put("message", "unable to retrieve metrics");
    }
    Map<String, Object> getSli = new LinkedHashMap<>();
    getSli.put("start", request.start());
    getSli.put("end", request.end());
    if (!values.isEmpty()) {
      getSli.put("indicatorValues", values.stream().map(IndicatorValue::toMap).toList());
    }
    data.put("get-sli", getSli);
    return Json.freezeObject(data);
  }

  /** Returns the answer to a request that could not be worked on at all. */
  public static Map<String, Object> errored(Map<String, Object> scope, String message) {
    Map<String, Object> data = new LinkedHashMap<>(scope);
    data.put("status", "errored");
    data.put("result", "fail");
    data.put("message", message);
    return Json.freezeObject(data);
  }

  private static String result(List<IndicatorValue> values) {
    long failed = values.stream().filter(value -> !value.success()).count();
    if (failed == 0) {
      return "pass";
    }
    return failed == values.size() ? "fail" : "warning";
  }
}
