package io.evenkeel.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every list and search of the API, asked of the project that has the most runs: paths by name,
 * made from what the server itself shows of that project.
 */
final class ListQueries {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int CONTEXTS = 10;

  private final Api api;
  private final Loop loop;
  private final Map<String, String> paths = new LinkedHashMap<>();

  private ListQueries(Api api, Loop loop) {
    this.api = api;
    this.loop = loop;
  }

  /** What the queries are about. */
  private record Subject(
      String project, JsonObject run, String service, long runs, List<String> contexts) {

    String name() {
      return run.getString("name");
    }

    String context() {
      return run.getString("shkeptncontext");
    }

    Instant time() {
      return Instant.parse(run.getString("time"));
    }

    /** As a parameter; {@code later} than the run in the middle of the list. */
    String time(Duration later) {
      return TIME.format(time().plus(later));
    }
  }

  /**
   * All queries, each by its name.
   *
   * @throws IllegalStateException if the server has no project with a run
   */
  static Map<String, String> of(Api api, Loop loop) {
    ListQueries queries = new ListQueries(api, loop);
    Subject subject = queries.subject();
    queries.entities(subject);
    queries.sequences(subject);
    queries.executions(subject);
    queries.events(subject, queries.eventId(subject));
    queries.byType(subject);
    queries.others(subject);
    return queries.paths;
  }

  private Subject subject() {
    JsonArray projects =
        get("/controlPlane/v1/project?pageSize=100").getJsonArray("projects", new JsonArray());
    String largest = "";
    long most = 0;
    for (int index = 0; index < projects.size(); index++) {
      String name = projects.getJsonObject(index).getString("projectName");
      long runs = get(sequence(name) + "?pageSize=1").getLong("totalCount", 0L);
      if (runs > most) {
        most = runs;
        largest = name;
      }
    }
    if (most == 0) {
      throw new IllegalStateException("the server has no project with a run to list");
    }
    String middle = sequence(largest) + "?pageSize=%d&nextPageKey=%d".formatted(CONTEXTS, most / 2);
    JsonArray runs = get(middle).getJsonArray("states");
    List<String> contexts = new ArrayList<>();
    for (int index = 0; index < runs.size(); index++) {
      contexts.add(runs.getJsonObject(index).getString("shkeptncontext"));
    }
    JsonObject run = runs.getJsonObject(0);
    return new Subject(largest, run, run.getString("service"), most, contexts);
  }

  private String eventId(Subject subject) {
    return get(event(subject) + "&keptnContext=" + subject.context())
        .getJsonArray("events")
        .getJsonObject(0)
        .getString("id");
  }

  private JsonObject get(String path) {
    return loop.await(PATIENCE, () -> api.get(path));
  }

  private static String sequence(String project) {
    return "/controlPlane/v1/sequence/" + project;
  }

  private static String event(Subject subject) {
    return "/mongodb-datastore/event?pageSize=20&project=" + subject.project();
  }

  private void entities(Subject subject) {
    String project = "/controlPlane/v1/project/" + subject.project();
    paths.put("projects", "/controlPlane/v1/project");
    paths.put("project", project);
    paths.put("stages", project + "/stage");
    paths.put("stage", project + "/stage/dev");
    paths.put("services", project + "/stage/dev/service");
    paths.put("service", project + "/stage/dev/service/" + subject.service());
  }

  private void sequences(Subject subject) {
    String all = sequence(subject.project()) + "?pageSize=25";
    paths.put("seq", all);
    paths.put("seq_deep_page", all + "&nextPageKey=" + subject.runs() / 2);
    paths.put("seq_name", all + "&name=" + subject.name());
    paths.put("seq_name_none", all + "&name=none");
    paths.put("seq_finished", all + "&state=finished");
    paths.put("seq_aborted", all + "&state=aborted");
    paths.put("seq_started", all + "&state=started");
    paths.put("seq_name_state", all + "&state=aborted&name=" + subject.name());
    paths.put("seq_since", all + "&fromTime=" + subject.time(Duration.ZERO));
    paths.put("seq_before", all + "&beforeTime=" + subject.time(Duration.ZERO));
    paths.put(
        "seq_window",
        all + "&fromTime=" + subject.time(Duration.ZERO) + "&beforeTime="
            + subject.time(Duration.ofDays(7)));
    paths.put("seq_context", all + "&keptnContext=" + subject.context());
    paths.put("seq_contexts", all + "&keptnContext=" + String.join(",", subject.contexts()));
  }

  private void executions(Subject subject) {
    String all = "/controlPlane/v1/sequence-execution?pageSize=25&project=" + subject.project();
    paths.put("exec", all);
    paths.put("exec_deep_page", all + "&nextPageKey=" + subject.runs() / 2);
    paths.put("exec_stage", all + "&stage=prod");
    paths.put("exec_service", all + "&service=" + subject.service());
    paths.put("exec_name", all + "&name=" + subject.name());
    paths.put("exec_status", all + "&status=finished");
    paths.put("exec_status_none", all + "&status=started");
    paths.put("exec_all", all + "&stage=dev&status=finished&service=" + subject.service());
    paths.put("exec_context", all + "&keptnContext=" + subject.context());
  }

  private void events(Subject subject, String id) {
    String all = event(subject);
    String service = "&service=" + subject.service();
    paths.put("events", all);
    paths.put("events_deep_page", all + "&nextPageKey=" + 5 * subject.runs());
    paths.put("events_stage", all + "&stage=prod");
    paths.put("events_service", all + service);
    paths.put("events_stage_service", all + "&stage=dev" + service);
    paths.put("events_service_none", all + "&service=none");
    paths.put("events_type", all + "&type=sh.keptn.event.verify.finished");
    paths.put("events_type_stage", all + "&stage=prod&type=sh.keptn.event.verify.finished");
    paths.put("events_type_none", all + "&type=sh.keptn.event.none.finished");
    paths.put("events_source", all + "&source=lighthouse-service");
    paths.put("events_source_none", all + "&source=none");
    paths.put("events_since_ever", all + "&fromTime=0001-01-01T00:00:00.000Z");
    paths.put("events_since", all + "&fromTime=" + subject.time(Duration.ZERO));
    paths.put("events_before", all + "&beforeTime=" + subject.time(Duration.ZERO));
    paths.put("events_before_stage", all + "&stage=prod&beforeTime=" + subject.time(Duration.ZERO));
    paths.put(
        "events_window",
        all + "&fromTime=" + subject.time(Duration.ZERO) + "&beforeTime="
            + subject.time(Duration.ofDays(7)));
    paths.put("events_root", all + "&root=true");
    paths.put("events_root_service", all + "&root=true" + service);
    paths.put("events_context", all + "&keptnContext=" + subject.context());
    paths.put(
        "events_context_only",
        "/mongodb-datastore/event?pageSize=100&keptnContext=" + subject.context());
    paths.put("events_id", all + "&eventID=" + id);
    paths.put("events_unmapped", "/mongodb-datastore/event?pageSize=20");
  }

  private void byType(Subject subject) {
    String of = "data.project:" + subject.project();
    String scope = of + " AND data.stage:dev AND data.service:" + subject.service();
    paths.put("evaluations", byType(of, ""));
    paths.put("evaluations_scope", byType(scope, ""));
    paths.put("evaluations_scope_none", byType(of + " AND data.service:none", ""));
    paths.put("evaluations_failed", byType(scope + " AND data.result:fail", ""));
    paths.put("evaluations_result_none", byType(of + " AND data.result:none", ""));
    paths.put(
        "evaluations_valid",
        byType(scope + " AND data.result:pass,warning", "&excludeInvalidated=true"));
    paths.put("evaluations_valid_all", byType(of, "&excludeInvalidated=true&limit=100"));
    paths.put("evaluations_since", byType(scope, "&fromTime=" + subject.time(Duration.ZERO)));
    paths.put("evaluations_body", byType(scope + " AND data.evaluation.result:fail", ""));
    paths.put(
        "evaluations_context",
        byType("shkeptncontext:%s AND source:lighthouse-service".formatted(subject.context()), ""));
  }

  private static String byType(String filter, String more) {
    return "/mongodb-datastore/event/type/sh.keptn.event.evaluation.finished?filter="
        + URLEncoder.encode(filter, StandardCharsets.UTF_8)
        + more;
  }

  private void others(Subject subject) {
    String open = "/controlPlane/v1/event/triggered/sh.keptn.event.build.triggered";
    paths.put("open_events", open);
    paths.put("open_events_project", open + "?project=" + subject.project());
    paths.put("open_events_stage", open + "?stage=dev&project=" + subject.project());
    paths.put("logs", "/controlPlane/v1/log?pageSize=25");
    paths.put("logs_integration", "/controlPlane/v1/log?pageSize=25&integrationId=none");
    paths.put(
        "logs_window",
        "/controlPlane/v1/log?pageSize=25&fromTime=" + subject.time(Duration.ZERO) + "&beforeTime="
            + subject.time(Duration.ofDays(7)));
    paths.put("uniform", "/controlPlane/v1/uniform/registration");
    paths.put(
        "uniform_project", "/controlPlane/v1/uniform/registration?project=" + subject.project());
    paths.put("statistics", statistics(0, Instant.now().getEpochSecond()));
    long middle = subject.time().getEpochSecond();
    paths.put(
        "statistics_month", statistics(middle, middle + Duration.ofDays(30).toSeconds()));
    paths.put("statistics_hour", statistics(middle, middle + 3700));
  }

  private static String statistics(long from, long to) {
    return "/statistics/v1/statistics?from=%d&to=%d".formatted(from, to);
  }
}
