package io.evenkeel.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Selects events of the log; immutable, every {@code with} narrows it further. A value of
 * {@code ""} selects nothing further.
 */
public final class EventQuery {

  private static final String PROJECT = "project = #{project}";
  private static final String ANY_INDEX = "project || '' = #{project}";

  private final List<String> conditions;
  private final Map<String, Object> parameters;

  private EventQuery(List<String> conditions, Map<String, Object> parameters) {
    this.conditions = List.copyOf(conditions);
    this.parameters = Map.copyOf(parameters);
  }

  /** All events, at most {@code limit} from {@code offset} on, newest first. */
  public static EventQuery page(int limit, int offset) {
    return new EventQuery(List.of(), Map.of("limit", limit, "offset", offset));
  }

  public EventQuery type(String type) {
    return equal("type", type);
  }

  public EventQuery project(String project) {
    return equal("project", project);
  }

  public EventQuery stage(String stage) {
    return equal("stage", stage);
  }

  public EventQuery service(String service) {
    return equal("service", service);
  }

  public EventQuery context(String context) {
    return equal("context", context);
  }

  public EventQuery source(String source) {
    return equal("source", source);
  }

  public EventQuery id(String id) {
    return equal("id", id);
  }

  public EventQuery triggeredId(String triggeredId) {
    return equal("triggered_id", triggeredId);
  }

  /** Any of {@code values} in a column of the log: {@code id, result, source, triggered_id …}. */
  public EventQuery anyOf(String column, List<String> values) {
    List<String> names = new ArrayList<>();
    Map<String, Object> more = new HashMap<>();
    for (int index = 0; index < values.size(); index++) {
      names.add("#{" + column + index + "}");
      more.put(column + index, values.get(index));
    }
    return values.isEmpty() ? this : and(column + " IN (" + String.join(", ", names) + ")", more);
  }

  /** Only events that carry no project. */
  public EventQuery unmapped() {
    return and("project = ''", Map.of());
  }

  /** Only the first event of each context. */
  public EventQuery roots() {
    return and("root = 1", Map.of());
  }

  /** Only types below {@code sh.keptn.event.}, what the original's archive kept. */
  public EventQuery keptnEvents() {
    return and("type LIKE 'sh.keptn.event.%'", Map.of());
  }

  /** Later than {@code time}, compared in milliseconds. */
  public EventQuery after(Instant time) {
    return and("at_ms > #{after}", Map.of("after", time.toEpochMilli()));
  }

  /** Earlier than {@code time}, compared in milliseconds. */
  public EventQuery before(Instant time) {
    return and("at_ms < #{before}", Map.of("before", time.toEpochMilli()));
  }

  /**
   * Leaves out evaluations (or other tasks) that were invalidated: by equal {@code triggeredid}.
   */
  public EventQuery notInvalidated() {
    return and(
        "NOT EXISTS (SELECT 1 FROM event_log invalid WHERE invalid.triggered_id ="
            + " event_log.triggered_id AND invalid.project || '' = event_log.project"
            + " AND invalid.type LIKE '%.invalidated')",
        Map.of());
  }

  private EventQuery equal(String column, String value) {
    return value.isEmpty() ? this : and(column + " = #{" + column + "}", Map.of(column, value));
  }

  private EventQuery and(String condition, Map<String, Object> more) {
    List<String> narrowed = new ArrayList<>(conditions);
    narrowed.add(condition);
    Map<String, Object> all = new HashMap<>(parameters);
    all.putAll(more);
    return new EventQuery(narrowed, all);
  }

  /** A context has few events, a project many: SQLite is kept from looking through the latter. */
  String where() {
    String all = String.join(" AND ", conditions);
    String narrow = parameters.containsKey("context") ? all.replace(PROJECT, ANY_INDEX) : all;
    return conditions.isEmpty() ? "" : " WHERE " + narrow;
  }

  Map<String, Object> parameters() {
    return parameters;
  }
}
