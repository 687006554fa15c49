package io.evenkeel.jobexecutor;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a Job to end without holding a thread: the API server tells by a watch. The watch is
 * taken up again when its connection breaks, and every minute, in case it went silent. The body
 * becomes the conditions of the Job, a list of maps; empty if the time ran out.
 */
final class JobWatch implements AsyncProcessor {

  private static final Set<String> ENDS = Set.of("Complete", "Failed", "Suspended");
  private static final Duration LONGEST_WATCH = Duration.ofMinutes(1);

  private final KubernetesClient kubernetes;
  private final Executor workers;

  /** The route goes on on {@code workers}: the client's own threads must not be blocked. */
  JobWatch(KubernetesClient kubernetes, Executor workers) {
    this.kubernetes = kubernetes;
    this.workers = workers;
  }

  @Override
  public void process(Exchange exchange) {
    processAsync(exchange).join();
  }

  @Override
  public CompletableFuture<Exchange> processAsync(Exchange exchange) {
    CompletableFuture<Exchange> end = new CompletableFuture<>();
    process(exchange, doneSync -> end.complete(exchange));
    return end;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    JobRequest request = JobRequest.of(exchange);
    Instant giveUp = Instant.now().plusSeconds(request.timeoutSeconds());
    var unused = end(request, giveUp)
        .whenCompleteAsync(
            (jobs, failure) -> {
              if (failure == null) {
                exchange.getMessage().setBody(jobs.map(JobWatch::conditions).orElse(List.of()));
              } else {
                exchange.setException(failure);
              }
              callback.done(false);
            },
            workers);
    return false;
  }

  private CompletableFuture<Optional<List<Job>>> end(JobRequest request, Instant giveUp) {
    Duration left = Duration.between(Instant.now(), giveUp);
    Duration watch = left.compareTo(LONGEST_WATCH) < 0 ? left : LONGEST_WATCH;
    return watch(request, watch)
        .thenComposeAsync(
            ended -> ended.isPresent() || !Instant.now().isBefore(giveUp)
                ? CompletableFuture.completedFuture(ended)
                : end(request, giveUp),
            workers);
  }

  /** Empty if the Job has not ended after {@code time}. */
  private CompletableFuture<Optional<List<Job>>> watch(JobRequest request, Duration time) {
    CompletableFuture<List<Job>> watch = kubernetes
        .batch()
        .v1()
        .jobs()
        .inNamespace(request.namespace())
        .withName(request.name())
        .informOnCondition(JobWatch::hasEnded);
    return watch
        .orTimeout(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS)
        .handle((jobs, failure) -> {
          if (failure == null || failure instanceof TimeoutException) {
            return Optional.ofNullable(jobs);
          }
          throw new CompletionException(failure);
        });
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
