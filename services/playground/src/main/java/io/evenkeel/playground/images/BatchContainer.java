package io.evenkeel.playground.images;

import io.evenkeel.playground.cluster.Container;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A container that serves nothing and ends by itself, or when it is stopped. */
public final class BatchContainer implements Container {

  private final ContainerLog log;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private volatile Runnable stop = () -> {};

  public BatchContainer(ContainerLog log) {
    this.log = log;
  }

  /** What asks the work to end early; whatever it does afterwards is not waited for. */
  public void onStop(Runnable action) {
    stop = action;
  }

  /** Ends the container; only the first call counts. */
  public void exited(int code) {
    exit.complete(code);
  }

  @Override
  public Future<Integer> exit() {
    return Future.fromCompletionStage(exit);
  }

  @Override
  public Future<Void> ready() {
    return Future.succeededFuture();
  }

  @Override
  public OptionalInt hostPort(int containerPort) {
    return OptionalInt.empty();
  }

  @Override
  public String logs() {
    return log.text();
  }

  @Override
  public void onLog(Consumer<String> line) {
    log.listen(line);
  }

  @Override
  public void stop(Duration grace) {
    exit.complete(STOPPED);
    stop.run();
  }
}
