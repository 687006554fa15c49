package io.evenkeel.model.sli;

import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A webhook call of Alertmanager: a group of alerts that fire or no longer do.
 *
 * <p>Source: prometheus.md §6. Unlike in the original every alert of the group counts, not only the
 * first.
 *
 * @param status of the group: {@code firing} or {@code resolved}
 */
public record AlertNotification(String status, List<Map<String, Object>> alerts) {

  private static final String RESOLVED = "resolved";

  public AlertNotification {
    alerts = List.copyOf(alerts);
  }

  /**
   * Reads the body of a call.
   *
   * @throws IllegalArgumentException if it is not a JSON object; the message says why
   */
  public static AlertNotification parse(String body) {
    Map<String, Object> json = Json.parseObject(body);
    return new AlertNotification(
        Json.text(Json.get(json, "status")),
        Json.list(Json.get(json, "alerts")).stream().map(Json::object).toList());
  }

  /** Returns whether the whole group is over; a running remediation is not stopped by it. */
  public boolean isResolved() {
    return status.equals(RESOLVED);
  }

  /**
   * Returns one remediation for each alert of the group that is not resolved.
   *
   * @param freshContext used for an alert without a fingerprint
   */
  public List<AlertRemediation> remediations(Supplier<String> freshContext) {
    return alerts.stream()
        .filter(alert -> !isResolved(alert))
        .map(alert -> AlertRemediation.of(alert, status, freshContext))
        .toList();
  }

  private boolean isResolved(Map<String, Object> alert) {
    return isResolved() || Json.text(Json.get(alert, "status")).equals(RESOLVED);
  }
}
