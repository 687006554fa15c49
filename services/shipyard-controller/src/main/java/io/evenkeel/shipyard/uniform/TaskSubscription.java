package io.evenkeel.shipyard.uniform;

import io.evenkeel.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an integration wants to hear.
 *
 * @param id unique within the integration
 * @param event a subject: {@code sh.keptn.event.deployment.triggered}; {@code *} stands for one
 *     part, {@code >} for the rest
 */
public record TaskSubscription(String id, String event, Filter filter) {

  private static final int LONGEST_ID = 255;
  private static final int LONGEST_EVENT = 512;

  /**
   * Reads {@code {"id"?, "event", "filter"}}.
   *
   * @throws IllegalArgumentException if a member has another type
   */
  static TaskSubscription fromJson(Map<String, Object> json) {
    return new TaskSubscription(
        Body.text(Json.get(json, "id"), "id of a subscription", LONGEST_ID),
        Body.text(Json.get(json, "event"), "event of a subscription", LONGEST_EVENT),
        Filter.fromJson(Json.get(json, "filter")));
  }

  TaskSubscription withId(String newId) {
    return new TaskSubscription(newId, event, filter);
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("event", event);
    json.put("filter", filter.toJson());
    return json;
  }

  /** What is wrong with it as a new one of the integration {@code name}; or nothing. */
  String problem(String name) {
    return event.isEmpty()
        ? "the event must be specified when setting up a subscription"
        : filter.problem(name);
  }
}
