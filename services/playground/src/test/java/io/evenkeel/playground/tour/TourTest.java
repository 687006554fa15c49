package io.evenkeel.playground.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TourTest {

  private static final Path FILES = Path.of("../../docs/examples/fulltour");

  private static final Pace QUICK = new Pace(
      Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofSeconds(20), Duration.ofSeconds(2));

  @TempDir
  Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyChapterIsWalkedAndEveryExpectationHolds() {
    TourReport report = run(options(FILES, OptionalInt.empty(), false));

    assertThat(report.broken()).isEmpty();
    assertThat(report.chapters())
        .extracting(ChapterReport::number)
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(report.chapters().get(5).pods())
        .containsEntry("qa", 1)
        .containsEntry("production", 2);
    assertThat(out().replaceAll(" \\\\\n +", " "))
        .contains(
            "Chapter 6 of 6: production heals itself",
            "$ ./evenkeel create project fulltour --shipyard=",
            "$ ./evenkeel send event approval.finished --project=fulltour --stage=production",
            "ok      running pods in production: 2",
            "expectations held; the tour took");
  }

  @Test
  void aFastTourShortensOnlyTheUploadedCopies() throws IOException {
    run(options(FILES, OptionalInt.of(1), false));

    assertThat(server.resources.get("qa/locust/locust.conf")).contains("run-time = 5s");
    assertThat(server.resources.get("production/locust/basic.py")).contains("between(0.42, 1.25)");
    assertThat(Files.readString(FILES.resolve("keptn_setup/locust/locust.conf")))
        .contains("run-time = 1m");
  }

  @Test
  void aLaterChapterIsPreparedQuietly() {
    TourReport report = run(options(FILES, OptionalInt.of(5), false));

    assertThat(report.ok()).isTrue();
    assertThat(report.chapters()).extracting(ChapterReport::number).containsExactly(5);
    assertThat(out()).contains("Preparing chapter 5").doesNotContain("create project");
  }

  @Test
  void theFirstExpectationThatDoesNotHoldEndsTheTour() {
    server.lenientGate = true;

    TourReport report = run(options(FILES, OptionalInt.empty(), false));

    assertThat(report.exitStatus()).isEqualTo(1);
    assertThat(report.chapters()).hasSize(5);
    assertThat(report.broken().orElseThrow().what()).isEqualTo("the gate stops it in qa");
    assertThat(out())
        .contains("FAILED  the gate stops it in qa", "seen: delivery in qa ended with pass")
        .contains("look: ./evenkeel get sequences --project=fulltour");
  }

  @Test
  void podsThatDoNotComeAreCounted() {
    server.deploysNothing = true;

    Expectation broken = run(options(FILES, OptionalInt.of(2), false)).broken().orElseThrow();

    assertThat(broken.what()).isEqualTo("running pods in qa: 1");
    assertThat(broken.seen()).isEqualTo("no pods");
    assertThat(broken.look()).isEqualTo("kubectl get pods --namespace=fulltour-qa");
  }

  @Test
  void anEarlierToursProjectIsNotTouched() {
    server.projectExists = true;

    TourReport report = run(options(FILES, OptionalInt.empty(), false));

    assertThat(report.broken().orElseThrow().look()).contains("./evenkeel delete project fulltour");
    assertThat(server.resources).isEmpty();
  }

  @Test
  void jsonIsTheOnlyOutput() throws IOException {
    TourReport report = run(options(FILES, OptionalInt.of(3), true));

    JsonNode json = new ObjectMapper().readTree(out());
    assertThat(report.ok()).isTrue();
    assertThat(json.path("ok").asBoolean()).isTrue();
    assertThat(json.at("/chapters/0/number").asInt()).isEqualTo(3);
    assertThat(json.at("/chapters/0/evaluations/0/result").asText()).isEqualTo("pass");
    assertThat(json.at("/chapters/0/pods/production").asInt()).isEqualTo(1);
  }

  @Test
  void missingFilesAreAllNamedBeforeAnythingIsDone() throws IOException {
    Path files = Files.createDirectories(folder.resolve("files"));

    TourReport report = run(options(files, OptionalInt.empty(), false));

    assertThat(report.broken().orElseThrow().seen())
        .contains("keptn_setup/shipyard.yaml", "self_healing/remediation.yaml");
    assertThat(server.projectExists).isFalse();
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    URI address = server.address("/api");
    server.close();

    TourReport report = run(options(FILES, OptionalInt.empty(), false));

    assertThat(report.broken().orElseThrow().what())
        .isEqualTo("the server accepts GET /v1/metadata");
    assertThat(report.broken().orElseThrow().look()).contains(address.toString());
  }

  @Test
  void anUnknownChapterIsRefused() {
    assertThatThrownBy(() -> options(FILES, OptionalInt.of(7), false))
        .hasMessage("there is no chapter 7; the tour has the chapters 1 to 6");
  }

  private static TourReport run(TourOptions options) {
    return Tour.run(options, QUICK);
  }

  private TourOptions options(Path files, OptionalInt chapter, boolean json) {
    return new TourOptions(
        server.address("/api"),
        "",
        kubeconfig(),
        files,
        true,
        chapter,
        json,
        Terminal.NONE,
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private Path kubeconfig() {
    try {
      return Files.writeString(folder.resolve("kubeconfig"), """
          current-context: playground
          contexts: [{name: playground, context: {cluster: playground, user: me}}]
          clusters: [{name: playground, cluster: {server: "%s"}}]
          users: [{name: me, user: {}}]
          """.formatted(server.address("")));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private String out() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
