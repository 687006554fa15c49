package io.evenkeel.camel.task;

import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

  private static final int IDLE_SECONDS = 30;

  private final TaskEndpoint endpoint;
  private final TaskComponent component;
  private @Nullable ExecutorService workers;

  /** Kept, because a consumer that is being replaced no longer knows its route. */
  private String name = "";

  TaskConsumer(TaskEndpoint endpoint, Processor processor, TaskComponent component) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.component = component;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    name = SOURCE + getRouteId();
    workers = pool(endpoint.workers());
    component.dispatcher().attach(this);
  }

  @Override
  protected void doStop() throws Exception {
    if (workers != null) {
      workers.shutdown();
    }
    super.doStop();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean mayAccept(KeptnEvent event) {
    return event.type().equals(EventType.task(endpoint.task(), "triggered"))
        && endpoint.match().matches(event);
  }

  @Override
  public Future<Optional<Acceptance>> accept(KeptnEvent event) {
    return Future.succeededFuture(
        mayAccept(event)
            ? Optional.of(new Acceptance(true, CommonData.of(event), Map.of()))
            : Optional.empty());
  }

  @Override
  public Future<Map<String, Object>> perform(Work work) {
    ExecutorService pool = workers;
    if (pool == null) {
      return Future.failedFuture(new RejectedExecutionException(name + " is not running"));
    }
    CompletableFuture<Map<String, Object>> end = new CompletableFuture<>();
    try {
      pool.execute(() -> process(work, end));
    } catch (RejectedExecutionException stopping) {
      end.completeExceptionally(stopping);
    }
    return Future.fromCompletionStage(end);
  }

  /** Not one of Camel's: theirs drop what they are given after their end without a word. */
  private ExecutorService pool(int threads) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private void process(Work work, CompletableFuture<Map<String, Object>> end) {
    try {
      if (isStoppingOrStopped()) {
        throw new RejectedExecutionException(name + " is stopping");
      }
      Exchange exchange = createExchange(false);
      TaskBinding.write(work, exchange);
      getAsyncProcessor().process(exchange, doneSync -> {
        complete(exchange, end);
        releaseExchange(exchange, false);
      });
    } catch (RuntimeException failure) {
      end.completeExceptionally(failure);
    }
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
