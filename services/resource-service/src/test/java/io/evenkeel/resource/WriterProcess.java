package io.evenkeel.resource;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Map;

/** A server that is written to without end, for a test to kill; prints what it acknowledged. */
final class WriterProcess {

  private static final int WRITERS = 3;

  private WriterProcess() {}

  /** Takes the data directory; writes to project {@code shop}, stage {@code dev}. */
  public static void main(String[] arguments) throws InterruptedException {
    RunningService service = RunningService.start(Path.of(arguments[0]));
    for (int writer = 0; writer < WRITERS; writer++) {
      write(service, writer, 0);
    }
    Thread.currentThread().join();
  }

  private static void write(RunningService service, int writer, int count) {
    Map<String, String> level = RunningService.at("shop", "dev");
    Future<?> written = service
        .send(RunningService.upload(level, "w%d/%d".formatted(writer, count), "x" + count))
        .onSuccess(answer -> System.out.println(RunningService.commit(answer)));
    written.onComplete(answered -> write(service, writer, count + 1));
  }
}
