package io.evenkeel.model.slo;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.KeptnEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The data of {@code get-sli.triggered}: what the SLI provider is asked for.
 *
 * <p>Source: evaluation.md §6.1.
 */
public final class GetSliTriggered {

  private GetSliTriggered() {}

  /**
   * Returns the data for an {@code evaluation.triggered} event.
   *
   * @param slo empty if the service has no {@code slo.yaml}; the provider is asked all the same
   */
  public static Map<String, Object> data(
      KeptnEvent triggered, String provider, EvaluationWindow window, Optional<Slo> slo) {
    Map<String, Object> getSli = new LinkedHashMap<>();
    getSli.put("sliProvider", provider);
    getSli.put("start", window.start());
    getSli.put("end", window.end());
    slo.map(Slo::indicators)
        .filter(indicators -> !indicators.isEmpty())
        .ifPresent(indicators -> getSli.put("indicators", indicators));
    slo.map(Slo::filter)
        .filter(filter -> !filter.isEmpty())
        .ifPresent(filter -> getSli.put("customFilters", customFilters(filter)));
    Map<String, Object> data = new LinkedHashMap<>(CommonData.scope(triggered));
    data.put("get-sli", getSli);
    data.put("deployment", deployment(triggered));
    return Json.freezeObject(data);
  }

  private static List<Map<String, Object>> customFilters(Map<String, String> filter) {
    List<Map<String, Object>> filters = new ArrayList<>();
    filter.forEach((key, value) -> filters.add(Map.<String, Object>of("key", key, "value", value)));
    return filters;
  }

  private static String deployment(KeptnEvent triggered) {
    var names = Json.list(Json.at(triggered.data(), "deployment", "deploymentNames"));
    return names.isEmpty() ? "" : Json.text(names.get(0));
  }
}
