package io.evenkeel.playground;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs the playground as a process of its own, until SIGTERM or Ctrl-C.
 *
 * <p>{@code --data DIR} (default {@code playground-data}), {@code --port N} of the Kubernetes API
 * and {@code --metrics-port N} of the Prometheus API, both any free one unless given. Prints one
 * line when ready. Exits with 2 for wrong options and 1 if it cannot start.
 */
public final class Main {

  private static final String USAGE =
      "usage: playground [--data DIR] [--port N] [--metrics-port N]";
  private static final long STOP_SECONDS = 15;

  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    try {
      run(options(List.of(arguments)), out);
    } catch (IllegalArgumentException wrong) {
      err.println("playground: " + wrong.getMessage() + "\n" + USAGE);
      System.exit(2);
    } catch (CompletionException failure) {
      err.println("playground: " + reason(failure));
      System.exit(1);
    }
  }

  private static void run(PlaygroundConfig config, PrintStream out) {
    Vertx vertx = Vertx.vertx();
    Playground playground = join(Playground.start(vertx, config));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx, playground)));
    out.printf(
        "ready: KUBECONFIG=%s PROMETHEUS=%s%n",
        playground.kubeconfig(), playground.prometheusUrl());
  }

  private static void stop(Vertx vertx, Playground playground) {
    try {
      join(playground.close().timeout(STOP_SECONDS, TimeUnit.SECONDS));
      join(vertx.close().timeout(STOP_SECONDS, TimeUnit.SECONDS));
    } catch (CompletionException failure) {
      stream(FileDescriptor.err).println("playground: not stopped cleanly: " + reason(failure));
    }
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  static PlaygroundConfig options(List<String> arguments) {
    Path directory = Path.of("playground-data");
    int port = 0;
    int metricsPort = 0;
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String option = words.next();
      switch (option) {
        case "--data" -> directory = Path.of(value(option, words));
        case "--port" -> port = port(option, value(option, words));
        case "--metrics-port" -> metricsPort = port(option, value(option, words));
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new PlaygroundConfig(directory, port, metricsPort);
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.next();
  }

  private static int port(String option, String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException(option + " must be 0 to 65535, not " + text);
    }
    return Integer.parseInt(text);
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
