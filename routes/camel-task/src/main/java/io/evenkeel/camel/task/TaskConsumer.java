package io.evenkeel.camel.task;

import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns each task into one exchange, and the exchange's end into the end of the task: a route says
 * what to do and never speaks of events.
 */
public final class TaskConsumer extends DefaultConsumer implements TaskExecutor {

  /** Prefix of a route's name as an executor and as the source of its events. */
  public static final String SOURCE = "routes/";

  private final TaskEndpoint endpoint;
  private final TaskComponent component;
  private @Nullable ExecutorService workers;

  TaskConsumer(TaskEndpoint endpoint, Processor processor, TaskComponent component) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.component = component;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    workers = endpoint
        .getCamelContext()
        .getExecutorServiceManager()
        .newFixedThreadPool(this, "task-" + endpoint.task(), endpoint.workers());
    component.dispatcher().attach(this);
  }

  @Override
  protected void doStop() throws Exception {
    if (workers != null) {
      endpoint.getCamelContext().getExecutorServiceManager().shutdown(workers);
    }
    super.doStop();
  }

  @Override
  public String name() {
    return SOURCE + getRouteId();
  }

  @Override
  public Future<Optional<Acceptance>> accept(KeptnEvent event) {
    boolean mine = event.type().equals(EventType.task(endpoint.task(), "triggered"))
        && endpoint.match().matches(event);
    return Future.succeededFuture(
        mine
            ? Optional.of(new Acceptance(true, CommonData.of(event), Map.of()))
            : Optional.empty());
  }

  @Override
  public Future<Map<String, Object>> perform(Work work) {
    ExecutorService pool = workers;
    if (pool == null) {
      return Future.failedFuture(
          new RejectedExecutionException("route %s is not running".formatted(getRouteId())));
    }
    CompletableFuture<Map<String, Object>> end = new CompletableFuture<>();
    try {
      pool.execute(() -> process(work, end));
    } catch (RejectedExecutionException stopping) {
      end.completeExceptionally(stopping);
    }
    return Future.fromCompletionStage(end);
  }

  private void process(Work work, CompletableFuture<Map<String, Object>> end) {
    Exchange exchange = createExchange(false);
    TaskBinding.write(work, exchange);
    getAsyncProcessor().process(exchange, doneSync -> {
      complete(exchange, end);
      releaseExchange(exchange, false);
    });
  }

  private static void complete(Exchange exchange, CompletableFuture<Map<String, Object>> end) {
    try {
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
      end.complete(TaskBinding.finished(exchange));
    } catch (Exception failure) {
      end.completeExceptionally(failure);
    }
  }
}
