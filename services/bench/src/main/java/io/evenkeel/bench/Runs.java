package io.evenkeel.bench;

import io.evenkeel.kit.Repeat;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** Runs of a {@link BenchProject}: starts them, and tells when each has had its last answer. */
final class Runs implements Executor.Listener {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Api api;
  private final Loop loop;
  private final BenchProject project;
  private final Map<String, Promise<Void>> open = new HashMap<>();
  private ObjIntConsumer<String> onSeen = (context, task) -> {};
  private Consumer<String> onAnswer = context -> {};
  private int started;
  private int failures;
  private String lastFailure = "";

  Runs(Api api, Loop loop, BenchProject project) {
    this.api = api;
    this.loop = loop;
    this.project = project;
  }

  /**
   * Calls these as well, on the loop.
   *
   * @param seen when the executor has a task in hand, given its context and number
   * @param answer before it sends that a task is finished, given its context
   */
  void watch(ObjIntConsumer<String> seen, Consumer<String> answer) {
    this.onSeen = seen;
    this.onAnswer = answer;
  }

  /** One whole run: completes when the server has stored the last answer. */
  Future<Void> one(String context) {
    int index = started++;
    return Future.<Void>future(done -> {
          open.put(context, done);
          api.event(project.trigger(context, index)).onFailure(done::tryFail);
        })
        .onComplete(ended -> open.remove(context));
  }

  static String newContext() {
    return UUID.randomUUID().toString();
  }

  int started() {
    return started;
  }

  int failures() {
    return failures;
  }

  /** Waits until the server shows {@code count} runs as finished. */
  Future<Void> untilFinished(long count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    return Repeat.whileTrue(() -> project.finished(api).compose(finished -> {
      if (finished >= count) {
        return Future.succeededFuture(false);
      }
      return System.nanoTime() - deadline > 0
          ? Future.failedFuture("only %d of %d runs are finished after %d s%s"
              .formatted(finished, count, PATIENCE.toSeconds(), because()))
          : loop.pause(Duration.ofMillis(20)).map(true);
    }));
  }

  private String because() {
    return lastFailure.isEmpty() ? "" : "; the last failure: " + lastFailure;
  }

  @Override
  public void saw(String context, int task) {
    onSeen.accept(context, task);
  }

  @Override
  public void finishing(String context, int task) {
    if (task < project.tasks().size() - 1) {
      onAnswer.accept(context);
    }
  }

  @Override
  public void finished(String context, int task) {
    Promise<Void> run = open.get(context);
    if (run != null && task == project.tasks().size() - 1) {
      run.tryComplete();
    }
  }

  @Override
  public void failed(Throwable cause) {
    failures++;
    lastFailure = String.valueOf(cause.getMessage());
  }
}
