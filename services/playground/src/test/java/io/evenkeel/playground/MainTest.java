package io.evenkeel.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
    Process process = start("--data", directory.resolve("data").toString());
    try (BufferedReader output = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      Matcher ready = READY.matcher(nextLine(output, "ready:"));
      assertThat(ready.matches()).isTrue();
      assertThat(Files.readString(Path.of(ready.group(1)))).contains("http://127.0.0.1:");
      assertThat(status(ready.group(2) + "/-/ready")).isEqualTo(200);

      process.destroy();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
      assertThat(output.readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aDirectoryThatIsAFileEndsItWithOneSentence() throws Exception {
    Path blocked = Files.writeString(directory.resolve("file"), "not a directory");
    Process process = start("--data", blocked.toString());

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

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String nextLine(BufferedReader output, String start) throws IOException {
    List<String> before = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
      before.add(line);
    }
    throw new AssertionError("ended before it was ready: " + before);
  }

  private static int status(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
