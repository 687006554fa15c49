package io.evenkeel.jobexecutor;

import io.evenkeel.camel.task.Work;
import io.evenkeel.camel.task.WorkTraces;
import io.evenkeel.model.job.JobOutcome;
import io.evenkeel.model.job.SecretKeys;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.jspecify.annotations.Nullable;

/** The cluster, as far as a task of {@code job/config.yaml} needs it, behind futures. */
final class KubernetesJobs {

  private final Vertx vertx;
  private final CamelContext camel;
  private final KubernetesClient kubernetes;
  private final JobNamespaces namespaces;
  private final AsyncProducer route;

  private KubernetesJobs(
      Vertx vertx,
      CamelContext camel,
      KubernetesClient kubernetes,
      JobNamespaces namespaces,
      AsyncProducer route) {
    this.vertx = vertx;
    this.camel = camel;
    this.kubernetes = kubernetes;
    this.namespaces = namespaces;
    this.route = route;
  }

  static KubernetesJobs of(
      Vertx vertx, CamelContext camel, KubernetesClient kubernetes, JobNamespaces namespaces) {
    try {
      AsyncProducer route = camel.getEndpoint(JobRequest.ROUTE).createAsyncProducer();
      route.start();
      return new KubernetesJobs(vertx, camel, kubernetes, namespaces, route);
    } catch (Exception impossible) {
      throw new IllegalStateException("the route for jobs cannot be called", impossible);
    }
  }

  /** Makes sure that init containers find in {@code namespace} what they refer to. */
  Future<Void> prepare(String namespace) {
    return vertx.executeBlocking(
        () -> {
          namespaces.prepare(namespace);
          return null;
        },
        false);
  }

  /** Reads which keys each of {@code names} has in {@code namespace}. */
  Future<Map<String, SecretKeys>> secrets(String namespace, List<String> names) {
    return names.isEmpty()
        ? Future.succeededFuture(Map.of())
        : vertx.executeBlocking(() -> readSecrets(namespace, names), false);
  }

  /**
   * Runs one Job of {@code work} through the operator's route. A refusal of the API becomes an
   * outcome; only a route that is being replaced fails the future, so that the task is tried again.
   */
  Future<JobOutcome> run(Work work, JobRequest request) {
    return vertx
        .<CompletableFuture<JobOutcome>>executeBlocking(() -> send(work, request), false)
        .compose(Future::fromCompletionStage);
  }

  private CompletableFuture<JobOutcome> send(Work work, JobRequest request) {
    Exchange exchange = camel.getEndpoint(JobRequest.ROUTE).createExchange();
    WorkTraces.bind(work, exchange);
    request.writeTo(exchange, kubernetes.getKubernetesSerialization());
    CompletableFuture<JobOutcome> end = new CompletableFuture<>();
    route.process(exchange, doneSync -> complete(exchange, end));
    return end;
  }

  private static void complete(Exchange exchange, CompletableFuture<JobOutcome> end) {
    Exception failure = exchange.getException();
    if (failure == null) {
      JobOutcome outcome = exchange.getMessage().getBody(JobOutcome.class);
      end.complete(
          outcome != null
              ? outcome
              : JobOutcome.notCreated(
                  "routes/kubernetes/job.camel.yaml ended without an outcome in the body"));
    } else if (find(failure, RejectedExecutionException.class) != null) {
      end.completeExceptionally(failure);
    } else {
      end.complete(outcome(failure));
    }
  }

  private static JobOutcome outcome(Exception failure) {
    if (find(failure, DirectConsumerNotAvailableException.class) != null) {
      return JobOutcome.notCreated(
          "the route kubernetes-job is not running; see the state of the route files");
    }
    KubernetesClientException refused = find(failure, KubernetesClientException.class);
    if (refused != null && refused.getCode() == 0) {
      return JobOutcome.noCluster(innermost(refused));
    }
    return JobOutcome.notCreated(
        refused != null ? words(refused) : String.valueOf(failure.getMessage()));
  }

  private Map<String, SecretKeys> readSecrets(String namespace, List<String> names) {
    Map<String, SecretKeys> found = new HashMap<>();
    for (String name : names) {
      found.put(name, readSecret(namespace, name));
    }
    return found;
  }

  private SecretKeys readSecret(String namespace, String name) {
    try {
      Secret secret = kubernetes.secrets().inNamespace(namespace).withName(name).get();
      if (secret == null) {
        return SecretKeys.missing(name);
      }
      Map<String, String> data = secret.getData();
      return SecretKeys.of(data == null ? List.of() : List.copyOf(data.keySet()));
    } catch (KubernetesClientException unreadable) {
      return SecretKeys.unreadable(words(unreadable));
    }
  }

  /** The API's own words, without the request that fabric8 puts before them. */
  static String words(KubernetesClientException refused) {
    return refused.getStatus() != null && refused.getStatus().getMessage() != null
        ? refused.getStatus().getMessage()
        : innermost(refused);
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
