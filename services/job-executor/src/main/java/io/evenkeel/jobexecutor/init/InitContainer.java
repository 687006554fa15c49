package io.evenkeel.jobexecutor.init;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The init container of a job's pod: reads {@code job/config.yaml} again, finds the task and writes
 * its files below {@code /keptn}.
 *
 * <p>Source: job-executor.md §8.
 */
public final class InitContainer {

  private static final Path VOLUME = Path.of("/keptn");
  private static final int OK = 0;
  private static final int NOT_CONFIGURED = 1;
  private static final int FAILED = 255;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private InitContainer() {}

  public static void main(String[] args) {
    System.exit(run(System.getenv(), VOLUME, System.out::println));
  }

  /**
   * Does all the work.
   *
   * @param environment see {@link InitConfig}
   * @param directory where the files go, usually the volume the job's container mounts
   * @param log gets one line per message, without secrets
   * @return the exit code: 0, 1 if the environment is wrong, 255 if files could not be copied
   */
  public static int run(Map<String, String> environment, Path directory, Consumer<String> log) {
    HttpClient http = HttpClient.newBuilder()
        .connectTimeout(CONNECT_TIMEOUT)
        .followRedirects(HttpClient.Redirect.NEVER) // The token is for this address alone.
        .build();
    try {
      InitConfig config = InitConfig.from(environment);
      KeptnApi api = new KeptnApi(http, config, Credentials.of(config).header(http));
      new TaskFiles(api, config, directory, log).copy();
      return OK;
    } catch (IllegalArgumentException misconfigured) {
      log.accept(String.valueOf(misconfigured.getMessage()));
      return NOT_CONFIGURED;
    } catch (IOException failed) {
      log.accept("Error while copying files: " + failed.getMessage());
      return FAILED;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      log.accept("Error while copying files: stopped");
      return FAILED;
    }
  }
}
