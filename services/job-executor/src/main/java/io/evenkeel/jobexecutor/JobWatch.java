package io.evenkeel.jobexecutor;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a Job to end without holding a thread: the API server tells by a watch, which is taken
 * up again when a connection breaks. The body becomes the conditions of the Job, a list of maps;
 * empty if the time ran out.
 */
final class JobWatch extends AsyncProcessorSupport {

  private static final Set<String> ENDS = Set.of("Complete", "Failed", "Suspended");

  private final KubernetesClient kubernetes;

  JobWatch(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    JobRequest request = JobRequest.of(exchange);
    var unused = end(request).whenComplete((jobs, failure) -> {
      if (failure == null) {
        exchange.getMessage().setBody(conditions(jobs));
      } else if (failure instanceof TimeoutException) {
        exchange.getMessage().setBody(List.of());
      } else {
        exchange.setException(failure);
      }
      callback.done(false);
    });
    return false;
  }

  private CompletableFuture<List<Job>> end(JobRequest request) {
    CompletableFuture<List<Job>> watch = kubernetes
        .batch()
        .v1()
        .jobs()
        .inNamespace(request.namespace())
        .withName(request.name())
        .informOnCondition(JobWatch::hasEnded);
    return watch.orTimeout(request.timeoutSeconds(), TimeUnit.SECONDS);
  }

  /** An empty list means that somebody deleted the Job. */
  private static boolean hasEnded(List<Job> jobs) {
    return jobs.isEmpty() || jobs.stream().allMatch(JobWatch::hasEnded);
  }

  private static boolean hasEnded(Job job) {
    return job.getStatus() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(condition ->
                ENDS.contains(condition.getType()) && !"False".equals(condition.getStatus()));
  }

  private static List<Map<String, Object>> conditions(List<Job> jobs) {
    if (jobs.isEmpty()) {
      return List.of(Map.of(
          "type", "Failed",
          "status", "True",
          "reason", "Deleted",
          "message", "Job was deleted before it ended"));
    }
    return jobs.get(0).getStatus().getConditions().stream()
        .map(JobWatch::condition)
        .toList();
  }

  private static Map<String, Object> condition(JobCondition condition) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "type", condition.getType());
    put(values, "status", condition.getStatus());
    put(values, "reason", condition.getReason());
    put(values, "message", condition.getMessage());
    return values;
  }

  private static void put(Map<String, Object> values, String name, @Nullable String text) {
    if (text != null) {
      values.put(name, text);
    }
  }
}
