package io.evenkeel.playground.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Runs three kinds of image: {@code web…} serves HTTP and answers with its pod's name, {@code sh}
 * carries out the lines of its last argument ({@code echo X}, {@code exit N}, {@code hang}), and
 * {@code broken} throws. Everything else is unknown.
 */
@NullMarked
final class ScriptedRuntime implements ContainerRuntime {

  private final Vertx vertx;

  /** Every request so far. */
  final List<ContainerRequest> requests = new CopyOnWriteArrayList<>();

  /** What runs now, by pod. */
  final Map<String, ScriptedContainer> running = new ConcurrentHashMap<>();

  ScriptedRuntime(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public boolean knows(String image) {
    return image.startsWith("web") || image.equals("sh") || image.equals("broken");
  }

  @Override
  public Container start(ContainerRequest request) {
    requests.add(request);
    if (request.image().equals("broken")) {
      throw new IllegalStateException("no entry point");
    }
    ScriptedContainer container = new ScriptedContainer(request);
    running.put(request.pod(), container);
    container.begin();
    return container;
  }

  Optional<ContainerRequest> requestOf(String container) {
    return requests.stream().filter(one -> one.container().equals(container)).findFirst();
  }

  /** One container. */
  final class ScriptedContainer implements Container {
    private final ContainerRequest request;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ready = new CompletableFuture<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Consumer<String>> listeners = new ArrayList<>();
    private volatile int port = -1;

    private ScriptedContainer(ContainerRequest request) {
      this.request = request;
    }

    private void begin() {
      if (request.image().startsWith("web")) {
        serve();
      } else {
        ready.complete(null);
        List<String> script =
            request.args().isEmpty() ? List.of() : List.of(request.args().get(0).split("\n"));
        script.forEach(this::carryOut);
        if (script.stream().noneMatch(line -> line.equals("hang"))) {
          exit.complete(0);
        }
      }
    }

    private void serve() {
      HttpServer server = vertx.createHttpServer().requestHandler(call -> call.response()
          .end(request.pod() + "\n"));
      server.listen(0, "127.0.0.1").onSuccess(listening -> {
        port = listening.actualPort();
        print("listening");
        ready.complete(null);
      });
      exit().onComplete(ended -> server.close());
    }

    private void carryOut(String line) {
      if (line.startsWith("echo ")) {
        print(line.substring(5));
      } else if (line.startsWith("exit ")) {
        exit.complete(Integer.parseInt(line.substring(5)));
      }
    }

    synchronized void print(String line) {
      lines.add(line);
      listeners.forEach(listener -> listener.accept(line));
    }

    void end(int code) {
      exit.complete(code);
    }

    @Override
    public Future<Integer> exit() {
      return Future.fromCompletionStage(exit);
    }

    @Override
    public Future<Void> ready() {
      return Future.fromCompletionStage(ready);
    }

    @Override
    public OptionalInt hostPort(int containerPort) {
      return port < 0 || !request.ports().contains(containerPort)
          ? OptionalInt.empty()
          : OptionalInt.of(port);
    }

    @Override
    public synchronized String logs() {
      return String.join("\n", lines);
    }

    @Override
    public synchronized void onLog(Consumer<String> line) {
      lines.forEach(line);
      listeners.add(line);
    }

    @Override
    public void stop(Duration grace) {
      exit.complete(STOPPED);
    }
  }
}
