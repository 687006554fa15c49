package io.evenkeel.jobexecutor;

import io.evenkeel.playground.cluster.Container;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A container that is ready at once and runs until it is stopped. */
final class ServingContainer implements Container {

  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

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
    return "";
  }

  @Override
  public void onLog(Consumer<String> line) {
    // It prints nothing.
  }

  @Override
  public void stop(Duration grace) {
    exit.complete(STOPPED);
  }
}
