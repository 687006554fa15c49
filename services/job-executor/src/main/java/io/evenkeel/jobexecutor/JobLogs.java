package io.evenkeel.jobexecutor;

import io.evenkeel.model.Json;
import io.evenkeel.model.job.ContainerLog;
import io.evenkeel.model.job.JobOutcome;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Turns the conditions {@link JobWatch} left in the body into a {@link JobOutcome}: with the logs
 * of the Job's containers and what Kubernetes says went wrong.
 *
 * <p>Source: job-executor.md §11.4.
 */
final class JobLogs implements Processor {

  private static final int LINES_MAX = 10_000;

  private final KubernetesClient kubernetes;

  JobLogs(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  @Override
  public void process(Exchange exchange) {
    JobRequest request = JobRequest.of(exchange);
    List<Map<String, Object>> conditions =
        Json.list(exchange.getMessage().getBody()).stream().map(Json::object).toList();
    String logs = ContainerLog.render(logs(request));
    Optional<JobOutcome> outcome =
        JobOutcome.of(request.name(), conditions, logs, warnings(request));
    exchange
        .getMessage()
        .setBody(outcome.orElseGet(
            () -> JobOutcome.timedOut(request.name(), request.timeoutSeconds(), logs)));
  }

  private List<ContainerLog> logs(JobRequest request) {
    List<ContainerLog> logs = new ArrayList<>();
    for (Pod pod : pods(request)) {
      if (pod.getStatus() != null) {
        statuses(pod.getStatus().getInitContainerStatuses())
            .forEach(status -> add(logs, pod, status, true));
        statuses(pod.getStatus().getContainerStatuses())
            .forEach(status -> add(logs, pod, status, false));
      }
    }
    return logs;
  }

  private List<Pod> pods(JobRequest request) {
    return kubernetes
        .pods()
        .inNamespace(request.namespace())
        .withLabel("job-name", request.name())
        .list()
        .getItems();
  }

  private static List<ContainerStatus> statuses(@Nullable List<ContainerStatus> statuses) {
    return statuses == null ? List.of() : statuses;
  }

  private void add(List<ContainerLog> logs, Pod pod, ContainerStatus status, boolean init) {
    ContainerStateTerminated end =
        status.getState() == null ? null : status.getState().getTerminated();
    if (end != null) {
      logs.add(new ContainerLog(
          pod.getMetadata().getName(),
          status.getName(),
          init,
          Objects.toString(end.getReason(), ""),
          Objects.toString(end.getMessage(), ""),
          end.getExitCode() == null ? 0 : end.getExitCode(),
          output(pod, status.getName())));
    }
  }

  private String output(Pod pod, String container) {
    try {
      String log = kubernetes
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .inContainer(container)
          .tailingLines(LINES_MAX)
          .getLog();
      return Objects.toString(log, "");
    } catch (KubernetesClientException unreadable) {
      return ContainerLog.unreadable(String.valueOf(unreadable.getMessage()));
    }
  }

  /** Best effort: without them the outcome is the same, only less well explained. */
  private String warnings(JobRequest request) {
    try {
      List<Event> events =
          kubernetes.v1().events().inNamespace(request.namespace()).list().getItems();
      return JobOutcome.failedEvents(events.stream()
          .filter(event -> event.getInvolvedObject() != null
              && request.name().equals(event.getInvolvedObject().getName()))
          .map(event -> Map.<String, Object>of(
              "reason", Objects.toString(event.getReason(), ""),
              "message", Objects.toString(event.getMessage(), "")))
          .toList());
    } catch (KubernetesClientException unreadable) {
      return "";
    }
  }
}
