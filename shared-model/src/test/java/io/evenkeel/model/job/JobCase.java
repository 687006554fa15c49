package io.evenkeel.model.job;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A conformance case, carried out with the pure parts alone: every job that can be made succeeds
 * without output.
 */
final class JobCase {

  private static final Instant NOW = Instant.parse("2024-01-02T03:05:00Z");

  final KeptnEvent event;
  final List<String> requests = new ArrayList<>();
  final List<String> matching = new ArrayList<>();
  final List<Map<String, Object>> jobs = new ArrayList<>();
  final List<Map<String, Object>> events = new ArrayList<>();
  String configError = "";
  String log = "";

  private final Map<String, Object> given;
  private final Map<String, Object> defaults;

  JobCase(Map<String, Object> given, Map<String, Object> defaults) {
    this.given = given;
    this.defaults = defaults;
    this.event = EventJson.fromMap(Json.object(given.get("event")));
  }

  JobCase run() {
    if (!JobPlan.concerns(event)) {
      return this;
    }
    try {
      Optional<String> file = find();
      if (file.isEmpty()) {
        log = JobConfigLookup.missing();
      } else {
        follow(JobPlan.of(JobConfig.parse(file.get()), event));
      }
    } catch (JobConfigException malformed) {
      configError = String.valueOf(malformed.getMessage());
      log = JobConfigLookup.invalid(malformed);
    }
    return this;
  }

  private Optional<String> find() {
    for (JobConfigLookup.Step step : JobConfigLookup.steps(event)) {
      String level =
          !step.service().isEmpty() ? "service" : step.stage().isEmpty() ? "project" : "stage";
      requests.add(step.commit().isEmpty() ? level : level + "?gitCommitID=" + step.commit());
      Optional<String> file = file(level);
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  private Optional<String> file(String level) {
    boolean given = level.equals("service") && this.given.get("config") instanceof String;
    Object file = given
        ? this.given.get("config")
        : Json.object(this.given.get("files")).get(level + ":" + JobConfig.RESOURCE);
    return Optional.ofNullable((String) file);
  }

  private void follow(JobPlan plan) {
    plan.actions().forEach(action -> matching.add(action.action().name()));
    List<JobReport.ActionResult> results = plan.actions().stream()
        .map(action -> new JobReport.ActionResult(action.action(), execute(plan, action)))
        .toList();
    if (plan.answers()) {
      answer("started", JobReport.started(event));
      answer("finished", JobReport.finished(event, results, NOW, NOW.plusSeconds(5)));
    }
  }

  private void answer(String kind, Map<String, Object> data) {
    events.add(EventJson.toMap(event.answer(kind, JobPlan.SOURCE, NOW, data)));
  }

  private List<JobReport.TaskResult> execute(JobPlan plan, JobPlan.Action action) {
    List<JobReport.TaskResult> results = new ArrayList<>();
    Optional<String> forbidden = action.forbiddenImage(settings().allowedImages());
    if (forbidden.isPresent()) {
      return List.of(new JobReport.TaskResult("", JobOutcome.forbidden(forbidden.get())));
    }
    for (JobPlan.Job job : plan.jobs(action)) {
      JobOutcome outcome = create(plan, job);
      results.add(new JobReport.TaskResult(job.task().name(), outcome));
      if (!outcome.succeeded()) {
        break;
      }
    }
    return results;
  }

  private JobOutcome create(JobPlan plan, JobPlan.Job job) {
    try {
      jobs.add(JobManifest.of(settings(), plan, job, secrets(job.task())));
      return JobOutcome.succeeded("");
    } catch (JobCreationException impossible) {
      return JobOutcome.notCreated(String.valueOf(impossible.getMessage()));
    }
  }

  private Map<String, SecretKeys> secrets(JobTask task) {
    Map<String, SecretKeys> found = new LinkedHashMap<>();
    String namespace = task.namespaceOr(settings().namespace());
    for (String name : task.secrets()) {
      Object secret = Json.object(given.get("kubernetes_secrets")).get(namespace + "/" + name);
      found.put(
          name,
          secret == null
              ? SecretKeys.missing(name)
              : SecretKeys.of(List.copyOf(Json.object(secret).keySet())));
    }
    return found;
  }

  private JobSettings settings() {
    Map<String, String> environment = new LinkedHashMap<>();
    Json.object(defaults.get("settings")).forEach((k, v) -> environment.put(k, String.valueOf(v)));
    Json.object(given.get("settings")).forEach((k, v) -> environment.put(k, String.valueOf(v)));
    return JobSettings.read(
        environment,
        Json.write(setting("default_security_context")),
        Json.write(setting("pod_security_context")),
        Json.text(setting("job_labels")));
  }

  private @Nullable Object setting(String name) {
    return given.getOrDefault(name, defaults.get(name));
  }
}
