package io.evenkeel.jobexecutor;

import io.evenkeel.camel.task.Acceptance;
import io.evenkeel.camel.task.TaskExecutor;
import io.evenkeel.camel.task.Work;
import io.evenkeel.camel.task.WorkTraces;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.job.JobConfig;
import io.evenkeel.model.job.JobConfigException;
import io.evenkeel.model.job.JobConfigLookup;
import io.evenkeel.model.job.JobCreationException;
import io.evenkeel.model.job.JobManifest;
import io.evenkeel.model.job.JobOutcome;
import io.evenkeel.model.job.JobPlan;
import io.evenkeel.model.job.JobReport;
import io.evenkeel.model.job.JobReport.ActionResult;
import io.evenkeel.model.job.JobReport.TaskResult;
import io.evenkeel.model.job.JobSettings;
import io.evenkeel.model.job.SecretKeys;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what {@code job/config.yaml} says: the tasks of every matching action as Kubernetes Jobs,
 * one after the other. The file is kept with the work, so that a restart goes on with the same
 * plan.
 *
 * <p>Source: job-executor.md §2, §3, §6, §7.
 */
final class JobTaskExecutor implements TaskExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(JobTaskExecutor.class);
  private static final String CONFIG = "config";

  private final JobSettings settings;
  private final JobConfigClient configs;
  private final ReportClient reports;
  private final KubernetesJobs cluster;
  private final WorkTraces traces;
  private final Clock clock;

  JobTaskExecutor(
      JobSettings settings,
      JobConfigClient configs,
      ReportClient reports,
      KubernetesJobs cluster,
      WorkTraces traces,
      Clock clock) {
    this.settings = settings;
    this.configs = configs;
    this.reports = reports;
    this.cluster = cluster;
    this.traces = traces;
    this.clock = clock;
  }

  @Override
  public String name() {
    return JobPlan.SOURCE;
  }

  @Override
  public Future<Optional<Acceptance>> accept(KeptnEvent event) {
    if (!JobPlan.concerns(event)) {
      return Future.succeededFuture(Optional.empty());
    }
    return configs.find(event).compose(file -> file.map(text -> accept(event, text))
        .orElseGet(() -> Future.succeededFuture(Optional.empty())));
  }

  private Future<Optional<Acceptance>> accept(KeptnEvent event, String file) {
    try {
      JobPlan plan = JobPlan.of(JobConfig.parse(file), event);
      return Future.succeededFuture(
          plan.actions().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Acceptance(plan.answers(), JobReport.started(event), Map.of(CONFIG, file))));
    } catch (JobConfigException invalid) {
      LOG.atWarn()
          .addKeyValue("context", event.context())
          .addKeyValue("project", event.project())
          .addKeyValue("stage", event.stage())
          .addKeyValue("service", event.service())
          .addKeyValue("eventId", event.id())
          .addKeyValue("error", invalid.getMessage())
          .log(JobConfigLookup.invalid(invalid));
      return reports.report(event, JobConfigLookup.invalid(invalid)).map(Optional.empty());
    }
  }

  @Override
  public Future<Map<String, Object>> perform(Work work) {
    String file = Json.text(work.details().get(CONFIG));
    JobPlan plan = JobPlan.of(JobConfig.parse(file), work.event());
    Future<List<ActionResult>> done = Future.succeededFuture(List.of());
    for (JobPlan.Action action : plan.actions()) {
      done =
          done.compose(results -> run(work, plan, action).map(result -> append(results, result)));
    }
    return done.map(
        results -> JobReport.finished(work.event(), results, work.acceptedAt(), clock.instant()));
  }

  private Future<ActionResult> run(Work work, JobPlan plan, JobPlan.Action action) {
    Optional<String> forbidden = action.forbiddenImage(settings.allowedImages());
    if (forbidden.isPresent()) {
      TaskResult refusal = new TaskResult("", JobOutcome.forbidden(forbidden.get()));
      return Future.succeededFuture(new ActionResult(action.action(), List.of(refusal)));
    }
    Future<List<TaskResult>> done = Future.succeededFuture(List.of());
    for (JobPlan.Job job : plan.jobs(action)) {
      done = done.compose(results -> hasFailed(results)
          ? Future.succeededFuture(results)
          : run(work, plan, job).map(result -> append(results, result)));
    }
    return done.map(results -> new ActionResult(action.action(), results));
  }

  private Future<TaskResult> run(Work work, JobPlan plan, JobPlan.Job job) {
    String namespace = job.task().namespaceOr(settings.namespace());
    return cluster
        .prepare(namespace)
        .compose(ready -> cluster.secrets(namespace, job.task().secrets()))
        .compose(secrets ->
            traces.during(work, "job " + job.task().name(), () -> run(work, plan, job, secrets)))
        .map(outcome -> new TaskResult(job.task().name(), outcome));
  }

  private Future<JobOutcome> run(
      Work work, JobPlan plan, JobPlan.Job job, Map<String, SecretKeys> secrets) {
    try {
      Map<String, Object> manifest = JobManifest.of(settings, plan, job, secrets);
      return cluster.run(work, JobRequest.of(manifest, job.task().maxPollDuration()));
    } catch (JobCreationException impossible) {
      return Future.succeededFuture(JobOutcome.notCreated(String.valueOf(impossible.getMessage())));
    }
  }

  private static boolean hasFailed(List<TaskResult> results) {
    return results.stream().anyMatch(result -> !result.outcome().succeeded());
  }

  private static <T> List<T> append(List<T> results, T result) {
    List<T> longer = new ArrayList<>(results);
    longer.add(result);
    return List.copyOf(longer);
  }
}
