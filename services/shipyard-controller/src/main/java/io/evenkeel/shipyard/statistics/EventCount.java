package io.evenkeel.shipyard.statistics;

import io.evenkeel.model.sequence.Sequence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often events of a type came from a source, for a service.
 *
 * <p>Source: statistics.md §§1, 2: executions are started events by their source, sequences are
 * finished events of the controller.
 */
record EventCount(String project, String service, String type, String source, long count) {

  private static final String STARTED = ".started";
  private static final String FINISHED = ".finished";

  /** The answer for a time frame. */
  static Map<String, Object> report(TimeFrame frame, List<EventCount> counts) {
    Map<String, Map<String, List<EventCount>>> projects = new TreeMap<>();
    counts.forEach(count -> projects
        .computeIfAbsent(count.project(), first -> new TreeMap<>())
        .computeIfAbsent(count.service(), first -> new ArrayList<>())
        .add(count));
    List<Map<String, Object>> list = new ArrayList<>();
    projects.forEach((name, services) -> list.add(named(name, "services", services(services))));
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("from", Instant.ofEpochSecond(frame.from()).toString());
    report.put("to", Instant.ofEpochSecond(frame.to()).toString());
    report.put("projects", list);
    return report;
  }

  private static List<Map<String, Object>> services(Map<String, List<EventCount>> services) {
    List<Map<String, Object>> list = new ArrayList<>();
    services.forEach((name, counts) -> list.add(service(name, counts)));
    return list;
  }

  private static Map<String, Object> service(String name, List<EventCount> counts) {
    Map<String, Long> events = new TreeMap<>();
    Map<String, Map<String, Long>> executions = new TreeMap<>();
    Map<String, Long> sequences = new TreeMap<>();
    for (EventCount count : counts) {
      events.merge(count.type(), count.count(), Long::sum);
      if (count.type().endsWith(STARTED)) {
        executions
            .computeIfAbsent(count.source(), first -> new TreeMap<>())
            .merge(count.typeWithout(STARTED), count.count(), Long::sum);
      }
      if (count.type().endsWith(FINISHED) && count.source().equals(Sequence.SOURCE)) {
        sequences.merge(count.typeWithout(FINISHED), count.count(), Long::sum);
      }
    }
    Map<String, Object> json = named(name, "events", perType(events));
    List<Map<String, Object>> bySource = new ArrayList<>();
    executions.forEach(
        (source, types) -> bySource.add(named(source, "executions", perType(types))));
    json.put("keptnServiceExecutions", bySource);
    if (!sequences.isEmpty()) {
      json.put("executedSequencesPerType", perType(sequences));
    }
    return json;
  }

  private String typeWithout(String ending) {
    return type.substring(0, type.length() - ending.length());
  }

  private static List<Map<String, Object>> perType(Map<String, Long> counts) {
    List<Map<String, Object>> list = new ArrayList<>();
    counts.forEach((type, count) -> {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("type", type);
      json.put("count", count);
      list.add(json);
    });
    return list;
  }

  private static Map<String, Object> named(String name, String member, Object value) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put(member, value);
    return json;
  }
}
