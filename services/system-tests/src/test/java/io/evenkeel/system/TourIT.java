package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guided tour, as a user starts it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TourIT {

  @TempDir
  Path directory;

  @Test
  void theFastTourKeepsEveryPromise() throws Exception {
    Run run = evenkeel("tour", "--fast", "--json");

    Map<String, Object> report = Json.parseObject(run.output());
    List<Object> chapters = Json.list(report.get("chapters"));
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(chapters).hasSize(6);
    assertThat(run.output())
        .contains("running pods in production: 2")
        .doesNotContain("\"ok\":false");
  }

  @Test
  void aBrokenExpectationIsNamedAndFailsTheTour() throws Exception {
    Path files = copyOf(ServerProcess.home().resolve("docs/examples/fulltour"));
    Files.writeString(
        files.resolve("keptn_setup/shipyard.yaml"), "apiVersion: spec.keptn.sh/0.1.7\n");

    Run run = evenkeel("tour", "--fast", "--chapter", "1", "--files", files.toString());

    assertThat(run.status()).isNotZero();
    assertThat(run.output()).contains("Invalid shipyard APIVersion");
  }

  @Test
  void anUnknownChapterIsRefused() throws Exception {
    Run run = evenkeel("tour", "--chapter", "9");

    assertThat(run.status()).isNotZero();
    assertThat(run.output()).contains("the tour has the chapters 1 to 6");
  }

  private record Run(int status, String output) {}

  private static Run evenkeel(String... arguments) throws Exception {
    Process process = new ProcessBuilder(Stream.concat(
                Stream.of(ServerProcess.home().resolve("evenkeel").toString()),
                Stream.of(arguments))
            .toList())
        .redirectError(
            ProcessBuilder.Redirect.appendTo(Files.createDirectories(Path.of("target", "logs"))
                .resolve("tour.log")
                .toFile()))
        .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    return new Run(status, status == 0 ? output : output + stderr());
  }

  private static String stderr() throws IOException {
    return Files.readString(Path.of("target", "logs", "tour.log"));
  }

  private Path copyOf(Path source) throws IOException {
    Path target = directory.resolve("files");
    try (Stream<Path> all = Files.walk(source)) {
      for (Path path : all.toList()) {
        Path copy = target.resolve(source.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
    return target;
  }
}
