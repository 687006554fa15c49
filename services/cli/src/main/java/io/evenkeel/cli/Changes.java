package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says when runs of a project may have changed, so that whoever follows one asks again at once.
 *
 * <p>Listens to {@code GET /evenkeel/v1/changes}. A server without it (Keptn), or a broken
 * connection, only means that {@link #await} always takes its whole time.
 */
final class Changes implements AutoCloseable, Flow.Subscriber<String> {

  private static final String DATA = "data:";

  private final BlockingQueue<String> contexts = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription stream;

  private Changes() {}

  static Changes of(Api api, @Nullable String project) {
    Changes changes = new Changes();
    api.stream(ApiPath.evenkeel("changes").where("project", project).toString(), changes);
    return changes;
  }

  /** Waits until {@code context} may have changed, at most {@code limit}. */
  void await(String context, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    String changed = "";
    while (!changed.equals(context) && System.nanoTime() < end) {
      changed = next(end - System.nanoTime()).orElse(context);
    }
  }

  /** Waits until any run may have changed, at most {@code limit}. */
  void awaitAny(Duration limit) {
    next(limit.toNanos());
  }

  private Optional<String> next(long nanos) {
    try {
      return Optional.ofNullable(contexts.poll(nanos, TimeUnit.NANOSECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", interrupted);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    stream = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    if (line.startsWith(DATA)) {
      try {
        contexts.add(
            Json.text(Json.parseObject(line.substring(DATA.length()).strip()).get("keptnContext")));
      } catch (IllegalArgumentException notOurs) {
        // Another kind of message; the next look at the run does not depend on it.
      }
    }
  }

  @Override
  public void onError(Throwable broken) {
    // Whoever waits goes on at its own pace.
  }

  @Override
  public void onComplete() {
    // As for an error.
  }

  @Override
  public void close() {
    Flow.Subscription open = stream;
    if (open != null) {
      open.cancel();
    }
  }
}
