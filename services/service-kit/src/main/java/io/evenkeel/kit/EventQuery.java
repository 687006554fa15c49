package io.evenkeel.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects events of the log; immutable, every {@code with} narrows it further. A value of
 * {@code ""} selects nothing further.
 */
public final class EventQuery {

  private static final String PROJECT = "project = #{project}";
  private static final String ANY_INDEX = "project || '' = #{project}";
  private static final String KEPTN = "sh.keptn.event.";

  /** Conditions on what {@link EventTotals} counts by. */
  private final List<String> kinds;

  private final List<String> others;
  private final @Nullable Instant after;
  private final @Nullable Instant before;
  private final Map<String, Object> parameters;

  private EventQuery(
      List<String> kinds,
      List<String> others,
      @Nullable Instant after,
      @Nullable Instant before,
      Map<String, Object> parameters) {
    this.kinds = List.copyOf(kinds);
    this.others = List.copyOf(others);
    this.after = after;
    this.before = before;
    this.parameters = Map.copyOf(parameters);
  }

  /** All events, at most {@code limit} from {@code offset} on, newest first. */
  public static EventQuery page(int limit, int offset) {
    return new EventQuery(
        List.of(), List.of(), null, null, Map.of("limit", limit, "offset", offset));
  }

  public EventQuery type(String type) {
    return kind("type", type);
  }

  public EventQuery project(String project) {
    return kind("project", project);
  }

  public EventQuery stage(String stage) {
    return kind("stage", stage);
  }

  public EventQuery service(String service) {
    return kind("service", service);
  }

  public EventQuery context(String context) {
    return equal("context", context);
  }

  public EventQuery source(String source) {
    return kind("source", source);
  }

  public EventQuery id(String id) {
    return equal("id", id);
  }

  public EventQuery triggeredId(String triggeredId) {
    return equal("triggered_id", triggeredId);
  }

  /** Any of {@code values} in a column of the log: {@code id, result, source, triggered_id …}. */
  public EventQuery anyOf(String column, List<String> values) {
    Map<String, Object> more = new HashMap<>();
    String list = Sql.list(column, values, more);
    return values.isEmpty() ? this : and(column + " IN (" + list + ")", more);
  }

  /** Only events that carry no project. */
  public EventQuery unmapped() {
    return andKind("project = ''", Map.of());
  }

  /** Only the first event of each context. */
  public EventQuery roots() {
    return andKind("root = 1", Map.of());
  }

  /**
   * Only types below {@code sh.keptn.event.}, what the original's archive kept. Those are nearly
   * all, which PostgreSQL supposes of an unknown {@code <>} and not of an unknown {@code =}.
   */
  public EventQuery keptnEvents() {
    return andKind(
        "CASE substr(type, 1, 15) WHEN '" + KEPTN + "' THEN 1 ELSE 0 END <> 0", Map.of());
  }

  /** Later than {@code time}, compared in milliseconds. */
  public EventQuery after(Instant time) {
    return new EventQuery(kinds, others, time, before, with(Map.of("after", time.toEpochMilli())));
  }

  /** Earlier than {@code time}, compared in milliseconds. */
  public EventQuery before(Instant time) {
    return new EventQuery(kinds, others, after, time, with(Map.of("before", time.toEpochMilli())));
  }

  /**
   * Leaves out evaluations (or other tasks) that were invalidated: by equal {@code triggeredid}.
   * For NOT EXISTS, PostgreSQL may look for what was ever invalidated, in all of the log.
   */
  public EventQuery notInvalidated() {
    return and(
        "(SELECT COUNT(*) FROM event_log invalid WHERE invalid.triggered_id ="
            + " event_log.triggered_id AND invalid.project || '' = event_log.project"
            + " AND invalid.type LIKE '%.invalidated') < 1",
        Map.of());
  }

  /** From {@code offset} on among those earlier than {@code end}, in epoch milliseconds. */
  EventQuery skipTo(long end, long offset) {
    return and("at_ms < #{skipped}", Map.of("skipped", end, "offset", offset));
  }

  long offset() {
    return ((Number) Objects.requireNonNull(parameters.get("offset"))).longValue();
  }

  private EventQuery equal(String column, String value) {
    return value.isEmpty() ? this : and(column + " = #{" + column + "}", Map.of(column, value));
  }

  private EventQuery kind(String column, String value) {
    return value.isEmpty() ? this : andKind(column + " = #{" + column + "}", Map.of(column, value));
  }

  private EventQuery and(String condition, Map<String, Object> more) {
    return new EventQuery(kinds, and(others, condition), after, before, with(more));
  }

  private EventQuery andKind(String condition, Map<String, Object> more) {
    return new EventQuery(and(kinds, condition), others, after, before, with(more));
  }

  private static List<String> and(List<String> conditions, String condition) {
    return Stream.concat(conditions.stream(), Stream.of(condition)).toList();
  }

  private Map<String, Object> with(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.putAll(more);
    return all;
  }

  /** A context has few events, a project many: SQLite is kept from looking through the latter. */
  String where() {
    List<String> conditions = new ArrayList<>(kinds);
    conditions.addAll(others);
    if (after != null) {
      conditions.add("at_ms > #{after}");
    }
    if (before != null) {
      conditions.add("at_ms < #{before}");
    }
    String all = String.join(" AND ", conditions);
    boolean ofContexts = others.stream().anyMatch(condition -> condition.startsWith("context "));
    String narrow = ofContexts ? all.replace(PROJECT, ANY_INDEX) : all;
    return conditions.isEmpty() ? "" : " WHERE " + narrow;
  }

  /** Conditions every event of the same kind meets or none; {@code 1 = 1} for all kinds. */
  String kindsOnly() {
    return kinds.isEmpty() ? "1 = 1" : String.join(" AND ", kinds);
  }

  /** Whether the kind of an event, and perhaps its time, decides. */
  boolean isOfKinds() {
    return others.isEmpty();
  }

  /** Whether the time of an event matters. */
  boolean isBounded() {
    return after != null || before != null;
  }

  @Nullable
  Instant lowerBound() {
    return after;
  }

  @Nullable
  Instant upperBound() {
    return before;
  }

  Map<String, Object> parameters() {
    return parameters;
  }
}
