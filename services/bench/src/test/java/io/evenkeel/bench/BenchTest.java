package io.evenkeel.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.EventQuery;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios against a real server: do they count what happens? */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenchTest {

  private static final int RUNS = 20;

  private final Vertx client = Vertx.vertx();
  private BenchServer server;

  @BeforeAll
  void start(@TempDir Path directory) {
    server = BenchServer.start(directory);
  }

  @AfterAll
  void stop() {
    client.close().await();
    server.close();
  }

  @Test
  void everyRunOfAQueueIsCountedOnceAndReallyRan() {
    Set<String> others = Set.copyOf(finished());

    List<Figure> figures = new QueueScenario(RUNS, 4).run(workbench());

    List<String> own =
        finished().stream().filter(context -> !others.contains(context)).toList();
    assertThat(own)
        .as("runs that passed, with two for each scope to warm up")
        .doesNotHaveDuplicates()
        .hasSize(RUNS + 8);
    assertThat(value(figures, "all_finished"))
        .isGreaterThanOrEqualTo(value(figures, "all_accepted"))
        .isPositive();
  }

  @Test
  void aRunThatBeganIsMeasuredToItsEnd() {
    List<Figure> figures = new SingleScenario().run(workbench());

    assertThat(value(figures, "samples")).isPositive();
    assertThat(value(figures, "p50"))
        .isPositive()
        .isLessThanOrEqualTo(value(figures, "p99"))
        .isLessThanOrEqualTo(value(figures, "max"));
  }

  @Test
  void anUnknownScenarioIsRefusedWithThoseThereAre() {
    assertRefused(
        settings(List.of("speed"), server.endpoint(), "", null),
        "there is no scenario \"speed\"; there are single, latency");
  }

  @Test
  void twoLargeStoresDoNotShareADatabase(@TempDir Path seeded) {
    String store = "postgresql://u:p@127.0.0.1:1/none";

    assertRefused(
        settings(List.of("lists", "backlog"), null, store, seeded),
        "backlog needs a database of its own");
    assertRefused(settings(List.of(), null, store, seeded), "backlog needs a database of its own");
  }

  private static void assertRefused(BenchSettings settings, String message) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Bench.run(settings, nowhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static BenchSettings settings(
      List<String> scenarios, @Nullable URI endpoint, String store, @Nullable Path seeded) {
    return new BenchSettings(
        scenarios,
        endpoint,
        BenchServer.TOKEN,
        Path.of("evenkeel"),
        false,
        store,
        "a store",
        List.of(),
        Duration.ofMillis(1),
        Duration.ofMillis(1),
        Duration.ZERO,
        1,
        1,
        seeded,
        1,
        1,
        false);
  }

  /** The context of every run of a measurement that passed, as the event log has it. */
  private List<String> finished() {
    EventQuery query = EventQuery.page(1000, 0).type("sh.keptn.event.dev.run.finished");
    return TestPlatform.await(EventLog.find(server.platform().database().reader(), query)).stream()
        .filter(event -> event.project().startsWith("bench-"))
        .filter(event -> event.result().equals("pass"))
        .map(KeptnEvent::context)
        .toList();
  }

  private Workbench workbench() {
    return server.workbench(client);
  }

  private static double value(List<Figure> figures, String name) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
