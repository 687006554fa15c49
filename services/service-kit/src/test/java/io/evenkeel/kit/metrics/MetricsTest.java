package io.evenkeel.kit.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {

  private static final Path OPERATIONS = Path.of("../../docs/operations.md");
  private static Vertx vertx;

  private final Metrics metrics = new Metrics();

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
    "sh.keptn.event.deployment.triggered, deployment.triggered",
    "sh.keptn.event.get-sli.finished, get-sli.finished",
    "sh.keptn.event.dev.delivery.triggered, sequence.triggered",
    "sh.keptn.event.deployment.status.changed, deployment.status.changed",
    "sh.keptn.event.dev.delivery.status.changed, sequence.status.changed",
    "sh.keptn.log.error, other",
    "sh.keptn.event.triggered, other",
    "com.example.made.up, other"
  })
  void anEventIsCountedByItsKindWithoutStageAndSequence(String type, String kind) {
    assertThat(EventKind.of(type)).isEqualTo(kind);
  }

  @Test
  void everyMetricAppearsUnderTheNameTheDocumentsGiveIt() throws Exception {
    for (Metric metric : Metric.values()) {
      String[] values = metric.labels().stream().map(label -> "x").toArray(String[]::new);
      switch (metric.kind()) {
        case COUNTER -> metrics.count(metric, values);
        case TIMER -> metrics.time(metric, 1, values);
        case GAUGE -> metrics.gauge(metric, () -> 1, values);
        case SAMPLE -> metrics.sample(metric, Map.of(List.of(values), 1));
      }
    }

    String text = scrape();

    for (Metric metric : Metric.values()) {
      assertThat(text).contains("# TYPE " + metric.exposedName() + " " + metric.type() + "\n");
    }
    assertThat(text).contains("jvm_memory_used_bytes", "process_cpu_usage", "jvm_gc_");
  }

  @Test
  void timesAreCountedInBucketsOfSeconds() throws Exception {
    metrics.time(Metric.STORE_TRANSACTION_DURATION, 20_000_000, "committed");

    assertThat(scrape())
        .contains(
            "evenkeel_store_transaction_duration_seconds_bucket{outcome=\"committed\",le=\"0.005\"} 0",
            "evenkeel_store_transaction_duration_seconds_bucket{outcome=\"committed\",le=\"0.025\"} 1",
            "evenkeel_store_transaction_duration_seconds_sum{outcome=\"committed\"} 0.02");
  }

  @Test
  void nobodyCanFillTheMemoryWithNamesOfTheirOwn() throws Exception {
    for (int made = 0; made < 10 * Metrics.MOST_CHILDREN; made++) {
      metrics.count(Metric.EVENTS_STORED, "made-up-" + made);
    }

    List<String> lines = scrape()
        .lines()
        .filter(line -> line.startsWith("evenkeel_events_stored_total"))
        .toList();
    assertThat(lines).hasSize(Metrics.MOST_CHILDREN + 1);
    assertThat(lines).contains("evenkeel_events_stored_total{type=\"other\"} 2700.0");
  }

  @Test
  void samplesAreTakenOnceForAllWhoLookAtATime() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    metrics.onScrape(() -> {
      metrics.sample(Metric.SEQUENCES_STUCK, Map.of(List.of(), taken.incrementAndGet()));
      return Future.succeededFuture();
    });
    metrics.onScrape(() -> Future.failedFuture("the store is gone"));

    scrape();

    assertThat(scrape()).contains("evenkeel_sequences_stuck 1.0");
    assertThat(taken).hasValue(1);
  }

  @Test
  void aStoreThatDoesNotAnswerHoldsNobodyUp() throws Exception {
    metrics.onScrape(() -> Promise.<Void>promise().future());

    assertThat(scrape()).contains("jvm_threads_live_threads");
  }

  @Test
  void aMetricWithAWrongNumberOfLabelsIsAProgrammersError() {
    assertThatThrownBy(() -> metrics.count(Metric.EVENTS_STORED))
        .hasMessageContaining("EVENTS_STORED has the labels [type], not []");
  }

  /** The document for operators names these and no others. */
  @Test
  void theDocumentedTableIsTheOneInTheCode() throws Exception {
    assertThat(Files.readString(OPERATIONS))
        .as("put this into %s:%n%s", OPERATIONS, Metric.table())
        .contains(Metric.table());
  }

  private String scrape() throws Exception {
    return metrics.scrape(vertx).await(20, TimeUnit.SECONDS);
  }
}
