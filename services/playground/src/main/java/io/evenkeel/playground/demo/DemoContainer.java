package io.evenkeel.playground.demo;

import io.evenkeel.playground.cluster.Container;
import io.evenkeel.playground.images.ContainerLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A container that runs one demo server until it is stopped. */
final class DemoContainer implements Container {

  private final Vertx vertx;
  private final DemoServerVerticle verticle;
  private final int containerPort;
  private final ContainerLog log;
  private final Future<String> deployed;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  DemoContainer(Vertx vertx, DemoServerVerticle verticle, int containerPort, ContainerLog log) {
    this.vertx = vertx;
    this.verticle = verticle;
    this.containerPort = containerPort;
    this.log = log;
    this.deployed = vertx
        .deployVerticle(verticle)
        .onSuccess(id -> log.print("podtatoserver listens on port " + containerPort))
        .onFailure(exit::completeExceptionally);
  }

  @Override
  public Future<Integer> exit() {
    return Future.fromCompletionStage(exit);
  }

  @Override
  public Future<Void> ready() {
    return deployed.mapEmpty();
  }

  @Override
  public OptionalInt hostPort(int port) {
    return port == containerPort && deployed.succeeded()
        ? OptionalInt.of(verticle.port())
        : OptionalInt.empty();
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
    deployed
        .compose(vertx::undeploy)
        .timeout(Math.max(1, grace.toMillis()), TimeUnit.MILLISECONDS)
        .onComplete(stopped -> exit.complete(STOPPED));
  }
}
