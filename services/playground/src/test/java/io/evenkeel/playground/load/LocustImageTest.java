package io.evenkeel.playground.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.playground.DemoPods;
import io.evenkeel.playground.cluster.Container;
import io.evenkeel.playground.cluster.ContainerRequest;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocustImageTest {

  private static final Path TUTORIAL = Path.of("src/test/resources/fulltour");
  private static final String BUSY = """
      from locust import HttpUser, between, task
      class Visitor(HttpUser):
          wait_time = between(0.3, 0.7)
          @task
          def start_page(self):
              self.client.get("/")
      """;

  private final Vertx vertx = Vertx.vertx();
  private final DemoPods pods = new DemoPods(vertx);
  private final LocustImage image = new LocustImage(vertx, () -> pods);

  @TempDir
  private Path files;

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().timeout(10, TimeUnit.SECONDS).await();
  }

  @Test
  void theTutorialsJobRunsAsItIsAndPrintsLocustsTable() throws Exception {
    pods.start("hello-1", "v0.1.1");

    Container job = image.start(request(
        TUTORIAL,
        Map.of("LOCUST_SPAWN_RATE", "10"),
        "--config",
        "/keptn/locust/locust.conf",
        "-f",
        "/keptn/locust/basic.py",
        "--host",
        "http://helloservice.fulltour-qa",
        "--only-summary",
        "--run-time",
        "2s"));

    assertThat(exit(job)).isZero();
    assertThat(job.logs())
        .containsPattern("GET +/ +10 +0\\(0\\.00%\\) ")
        .containsPattern(" +Aggregated +10 +0\\(0\\.00%\\) ")
        .contains("Response time percentiles")
        .doesNotContain("Error report");
  }

  @Test
  void twoPodsShareTheLoadAndAnswerFaster() throws Exception {
    Files.writeString(files.resolve("busy.py"), BUSY);
    pods.start("hello-1", "v0.1.1");
    double alone = mean(busy("20"));
    double lighter = mean(busy("8"));

    pods.start("hello-2", "v0.1.1");
    double shared = mean(busy("20"));

    // A busy machine makes everything slower, so the figures are compared with each other.
    assertThat(alone).isGreaterThan(200);
    assertThat(lighter).isLessThan(alone * 0.75);
    assertThat(shared).isLessThan(alone * 0.75);
  }

  @Test
  void anUnknownHostIsAConnectionErrorOfEveryRequest() throws Exception {
    Container job = image.start(request(
        TUTORIAL,
        Map.of(),
        "--headless",
        "-f",
        "/keptn/locust/basic.py",
        "-H",
        "http://nobody.fulltour-qa",
        "-t",
        "1s"));

    assertThat(exit(job)).isEqualTo(1);
    assertThat(job.logs())
        .contains("1(100.00%)")
        .contains("Error report")
        .contains("no ready pod behind this name");
  }

  @Test
  void anAnswerOfStatus400AndAboveIsAFailure() throws Exception {
    pods.start("hello-1", "v0.1.1");
    Files.writeString(files.resolve("lost.py"), BUSY.replace("\"/\"", "\"/lost\""));

    Container job = image.start(request(
        files,
        Map.of(),
        "--headless",
        "-f",
        "/keptn/lost.py",
        "-H",
        "http://helloservice.fulltour-qa.svc.cluster.local",
        "-t",
        "1s",
        "--only-summary"));

    assertThat(exit(job)).isEqualTo(1);
    assertThat(job.logs()).contains("GET /lost: HTTPError('404 Client Error: Not Found for url");
  }

  @Test
  void aTestThatSentNothingFails() throws Exception {
    Container job = image.start(request(
        TUTORIAL,
        Map.of(),
        "--headless",
        "-f",
        "/keptn/locust/basic.py",
        "-t",
        "1s",
        "-u",
        "0",
        "-H",
        "http://helloservice.fulltour-qa"));

    assertThat(exit(job)).isEqualTo(1);
    assertThat(job.logs()).contains("no request was sent");
  }

  @Test
  void wrongOptionsEndWithTwoAndAMissingFileWithOne() throws Exception {
    Container wrong = image.start(request(files, Map.of(), "--frobnicate"));
    Container missing = image.start(request(files, Map.of(), "--headless", "-f", "/keptn/x.py"));

    assertThat(exit(wrong)).isEqualTo(2);
    assertThat(wrong.logs()).isEqualTo("locust: error: unrecognized arguments: --frobnicate\n");
    assertThat(exit(missing)).isEqualTo(1);
    assertThat(missing.logs()).contains("Could not find '/keptn/x.py'");
  }

  @Test
  void withoutAHostItSaysWhereToPutOne() throws Exception {
    Files.writeString(files.resolve("busy.py"), BUSY);

    Container job = image.start(request(files, Map.of(), "--headless", "-f", "/keptn/busy.py"));

    assertThat(exit(job)).isEqualTo(2);
    assertThat(job.logs()).contains("You must specify the base host");
  }

  @Test
  void aTestWithoutRunTimeRunsUntilItIsStopped() throws Exception {
    pods.start("hello-1", "v0.1.1");
    Container job = image.start(request(
        TUTORIAL,
        Map.of(),
        "--headless",
        "-f",
        "/keptn/locust/basic.py",
        "-H",
        "http://helloservice.fulltour-qa"));

    job.stop(Duration.ofSeconds(1));

    assertThat(exit(job)).isEqualTo(Container.STOPPED);
  }

  private String busy(String users) throws TimeoutException {
    Container job = image.start(request(
        files,
        Map.of(),
        "--headless",
        "-f",
        "/keptn/busy.py",
        "-u",
        users,
        "-r",
        "100",
        "-H",
        "http://helloservice.fulltour-qa",
        "-t",
        "4s",
        "--only-summary"));
    assertThat(exit(job)).as(job.logs()).isZero();
    return job.logs();
  }

  private static double mean(String report) {
    Matcher line = Pattern.compile("Aggregated +\\d+ +\\S+ \\| *(\\d+)").matcher(report);
    assertThat(line.find()).as(report).isTrue();
    return Double.parseDouble(line.group(1));
  }

  private static int exit(Container job) throws TimeoutException {
    return job.exit().timeout(20, TimeUnit.SECONDS).await();
  }

  private static ContainerRequest request(
      Path mounted, Map<String, String> env, String... arguments) {
    return new ContainerRequest(
        "keptn-jes",
        "job-1",
        Map.of(),
        "locust",
        "locustio/locust:2.8.6",
        List.of("locust"),
        new ArrayList<>(List.of(arguments)),
        env,
        "",
        Map.of("/keptn", mounted.toAbsolutePath()),
        List.of());
  }
}
