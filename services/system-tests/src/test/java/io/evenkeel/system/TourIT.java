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
    assertThat(run.status()).as(run.said()).isZero();
    assertThat(report).containsEntry("ok", true).doesNotContainKey("broken");
    List<Object> chapters = Json.list(report.get("chapters"));
    assertThat(chapters).hasSize(6).allSatisfy(TourIT::assertKept);
    assertThat(run.output()).contains("running pods in production: 2");
  }

  private static void assertKept(Object chapter) {
    List<Object> expectations = Json.list(Json.object(chapter).get("expectations"));
    assertThat(expectations).isNotEmpty().allSatisfy(expectation -> assertThat(
            Json.object(expectation))
        .containsEntry("holds", true));
  }

  @Test
  void oneChapterCanBeWalkedAlone() throws Exception {
    Run run = evenkeel("tour", "--fast", "--chapter", "1");

    assertThat(run.status()).as(run.said()).isZero();
    assertThat(run.output()).contains("expectations held").doesNotContain("FAILED");
  }

  @Test
  void filesThatAreMissingAreNamed() throws Exception {
    Path files = copyOf(Checkout.home().resolve("docs/examples/fulltour"));
    Files.delete(files.resolve("self_healing/remediation.yaml"));

    Run run = evenkeel("tour", "--fast", "--files", files.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output())
        .contains("FAILED", "these are missing: self_healing/remediation.yaml", "look:");
  }

  @Test
  void aBrokenExpectationIsNamedAndFailsTheTour() throws Exception {
    Path files = copyOf(Checkout.home().resolve("docs/examples/fulltour"));
    Files.writeString(
        files.resolve("keptn_setup/shipyard.yaml"), "apiVersion: spec.keptn.sh/0.1.7\n");

    Run run = evenkeel("tour", "--fast", "--chapter", "1", "--files", files.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said()).contains("FAILED", "Invalid shipyard APIVersion");
  }

  @Test
  void anUnknownChapterIsRefused() throws Exception {
    Run run = evenkeel("tour", "--chapter", "9");

    assertThat(run.status()).isNotZero();
    assertThat(run.said()).contains("the tour has the chapters 1 to 6");
  }

  private record Run(int status, String output, String errors) {
    String said() {
      return output + errors;
    }
  }

  private Run evenkeel(String... arguments) throws Exception {
    Path errors = directory.resolve("errors");
    Process process = new ProcessBuilder(Stream.concat(
                Stream.of(Checkout.home().resolve("evenkeel").toString()), Stream.of(arguments))
            .toList())
        .redirectError(errors.toFile())
        .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output, Files.readString(errors));
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
