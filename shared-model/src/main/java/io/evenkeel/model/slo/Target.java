package io.evenkeel.model.slo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one criterion asked for and whether the indicator missed it.
 *
 * <p>Source: evaluation.md §10, "Target objects".
 *
 * @param criteria the criterion as written
 * @param targetValue in the unit of the indicator
 */
public record Target(String criteria, double targetValue, boolean violated) {

  Map<String, Object> toMap() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("criteria", criteria);
    json.put("targetValue", targetValue);
    json.put("violated", violated);
    return json;
  }
}
