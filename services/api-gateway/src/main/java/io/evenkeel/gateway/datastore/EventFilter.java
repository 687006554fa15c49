package io.evenkeel.gateway.datastore;

import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.kit.EventQuery;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The filter of {@code GET /event/type/{eventType}}: {@code path:value[,value…]} terms joined by
 * {@code " AND "}; all must hold, any value of a term will do.
 *
 * <p>Source: events-datastore.md §4.1.
 *
 * @param terms allowed values by path; a repeated path's last term
 */
record EventFilter(Map<String, List<String>> terms) {

  private static final String PROJECT = "data.project";
  private static final String CONTEXT = "shkeptncontext";

  /** Paths that are columns of the event log. */
  private static final Map<String, String> COLUMNS = Map.of(
      PROJECT,
      "project",
      "data.stage",
      "stage",
      "data.service",
      "service",
      "data.result",
      "result",
      CONTEXT,
      "context",
      "triggeredid",
      "triggered_id",
      "source",
      "source",
      "id",
      "id");

  private static final Set<String> OVERRIDDEN = Set.of("type", "time");

  EventFilter {
    terms = Map.copyOf(terms);
  }

  /** Throws {@link InvalidRequest} if it names neither a project nor a context, or several. */
  static EventFilter parse(String filter) {
    Map<String, List<String>> terms = new LinkedHashMap<>();
    for (String term : filter.split(" AND ", -1)) {
      String[] sides = term.split(":", -1);
      if (sides.length == 2 && !OVERRIDDEN.contains(sides[0])) {
        terms.put(sides[0], List.of(sides[1].split(",", -1)));
      }
    }
    EventFilter parsed = new EventFilter(terms);
    parsed.checkPartition();
    return parsed;
  }

  private void checkPartition() {
    if (project().isEmpty() && context().isEmpty()) {
      throw InvalidRequest.bad(
          "invalid event filter: either 'shkeptncontext' or 'data.project' must be set");
    }
  }

  /** The project it asks for; {@code ""} if none. */
  String project() {
    return single(PROJECT);
  }

  /** The context whose project is to be found; {@code ""} if the project is named. */
  String context() {
    return project().isEmpty() ? single(CONTEXT) : "";
  }

  private String single(String path) {
    List<String> values = terms.getOrDefault(path, List.of(""));
    if (values.size() > 1) {
      throw InvalidRequest.bad("invalid event filter: '%s' must have one value".formatted(path));
    }
    return values.get(0);
  }

  /** Narrows {@code query} as far as the log has columns for it. */
  EventQuery narrow(EventQuery query) {
    EventQuery narrowed = query;
    for (Map.Entry<String, List<String>> term : terms.entrySet()) {
      String column = COLUMNS.get(term.getKey());
      if (column != null) {
        narrowed = narrowed.anyOf(column, term.getValue());
      }
    }
    return narrowed;
  }

  /** Whether the columns say it all, so that {@link #matches} need not be asked. */
  boolean isColumnsOnly() {
    return terms.entrySet().stream()
        .allMatch(term -> COLUMNS.containsKey(term.getKey()) && !term.getValue().contains(""));
  }

  /** Every term, compared as text: numbers and booleans never match. */
  boolean matches(KeptnEvent event) {
    Map<String, Object> json = EventJson.toMap(event);
    return terms.entrySet().stream()
        .allMatch(term -> Json.at(json, term.getKey().split("\\.", -1)) instanceof String value
            && term.getValue().contains(value));
  }
}
