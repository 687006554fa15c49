package io.evenkeel.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  private static final Pattern READY =
      Pattern.compile("ready: KUBECONFIG=(\\S+) PROMETHEUS=(http://127\\.0\\.0\\.1:\\d+)");

  @TempDir
  private Path directory;

  @Test
  void itPrintsOneReadyLineAndStopsCleanlyOnSigterm() throws Exception {
    Path output = directory.resolve("output");
    Process process = command("--data", directory.resolve("data").toString())
        .redirectOutput(output.toFile())
        .start();
    try {
      Matcher ready = awaitReady(output, process);
      assertThat(Files.readString(Path.of(ready.group(1)))).contains("http://127.0.0.1:");
      assertThat(status(ready.group(2) + "/-/ready")).isEqualTo(200);
      // Helm takes the process's signals over: they must have been given back.
      renderWithHelm(Path.of(ready.group(1)));

      process.destroy();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
      assertThat(Files.readString(output)).doesNotContain("not stopped cleanly");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aDirectoryThatIsAFileEndsItWithOneSentence() throws Exception {
    Path blocked = Files.writeString(directory.resolve("file"), "not a directory");
    Process process = command("--data", blocked.toString()).start();

    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output).contains("playground: ").contains(blocked.toString());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --frobnicate          | unknown option --frobnicate
      --data                | --data needs a value
      --port 99999          | --port must be 0 to 65535, not 99999
      --metrics-port x      | --metrics-port must be 0 to 65535, not x
      """)
  void wrongOptionsAreRefused(String line, String reason) {
    assertThatThrownBy(() -> Main.options(List.of(line.split(" ", -1)))).hasMessage(reason);
  }

  @Test
  void optionsBecomeTheConfiguration() {
    PlaygroundConfig config =
        Main.options(List.of("--data", "d", "--port", "6443", "--metrics-port", "9090"));

    assertThat(config.directory()).isEqualTo(Path.of("d"));
    assertThat(config.apiPort()).isEqualTo(6443);
    assertThat(config.metricsPort()).isEqualTo(9090);
  }

  private static void renderWithHelm(Path kubeconfig) {
    try (KubernetesClient kubernetes = new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build()) {
      TutorialJobs jobs = new TutorialJobs(kubernetes);
      jobs.prepare();
      Job job = jobs.run(
          "alpine/helm:3.9.0",
          List.of("helm"),
          List.of("template", "web", "/keptn/charts/helloservice.tgz"));
      assertThat(jobs.log(job)).contains("kind: Deployment");
    }
  }

  private static ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private static Matcher awaitReady(Path output, Process process) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    Matcher ready = READY.matcher("");
    while (!ready.find()) {
      String text = Files.exists(output) ? Files.readString(output) : "";
      assertThat(process.isAlive()).as(text).isTrue();
      assertThat(System.nanoTime()).as(text).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      ready = READY.matcher(text);
    }
    return ready;
  }

  private static int status(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
