package io.evenkeel.shipyard.statistics;

import static io.evenkeel.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Migrations;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counting events of a Tuesday at noon, asked at half past three. */
class StatisticsTest {

  private static final Instant NOON = Instant.parse("2024-03-05T12:00:00Z");
  private static final Instant ASKED = NOON.plusSeconds(3 * 3600 + 1800);

  @TempDir
  Path directory;

  private TestPlatform platform;
  private StatisticsApi statistics;

  @BeforeEach
  void open() {
    platform = TestPlatform.open(directory);
    await(Migrations.apply(platform.platform().database(), "shipyard-controller"));
    await(Migrations.apply(platform.platform().database(), "integrations"));
    await(platform.platform().database().transaction(client -> client
        .query("INSERT INTO project (name, created_at, shipyard) VALUES ('shop', '0', '')")
        .execute()
        .mapEmpty()));
    statistics = new StatisticsApi(
        platform.platform().database(), Clock.fixed(ASKED, ZoneOffset.UTC), Duration.ofDays(365));
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void countsEventsExecutionsAndSequences() {
    publish(60, "sh.keptn.event.deployment.started", "helm-service", "cart");
    publish(61, "sh.keptn.event.deployment.started", "helm-service", "cart");
    publish(62, "sh.keptn.event.deployment.started", "job", "cart");
    publish(63, "sh.keptn.event.dev.delivery.finished", "shipyard-controller", "cart");
    publish(64, "sh.keptn.event.test.finished", "jmeter", "cart");
    publish(65, "sh.keptn.event.test.finished", "jmeter", "");

    assertThat(Json.parse(get(0, 3600).body())).isEqualTo(Json.parse("""
        {"from":"2024-03-05T12:00:00Z","to":"2024-03-05T13:00:00Z","projects":[
         {"name":"shop","services":[{"name":"cart","events":[
           {"type":"sh.keptn.event.deployment.started","count":3},
           {"type":"sh.keptn.event.dev.delivery.finished","count":1},
           {"type":"sh.keptn.event.test.finished","count":1}],
          "keptnServiceExecutions":[
           {"name":"helm-service","executions":[{"type":"sh.keptn.event.deployment","count":2}]},
           {"name":"job","executions":[{"type":"sh.keptn.event.deployment","count":1}]}],
          "executedSequencesPerType":[{"type":"sh.keptn.event.dev.delivery","count":1}]}]}]}"""));
  }

  @Test
  void withoutSequencesThatMemberIsLeftOut() {
    publish(60, "sh.keptn.event.test.finished", "jmeter", "cart");

    assertThat(get(0, 3600).body())
        .contains("\"keptnServiceExecutions\":[]")
        .doesNotContain("executedSequencesPerType");
  }

  /** Events at 12:10, 12:20, … 15:20, of which the last are too young to be counted in buckets. */
  @ParameterizedTest
  @CsvSource({
    "0, 12600, 20",
    "600, 600, 1",
    "601, 1199, 0",
    "600, 1200, 2",
    "0, 1799, 2",
    "0, 1800, 3",
    "1800, 5399, 6",
    "1201, 8999, 12",
    "9000, 12600, 6",
    "12000, 99999, 1",
  })
  void aFrameIsCutToTheSecondBeforeAndAfterCounting(int from, int to, int expected) {
    await(platform
        .platform()
        .mesh()
        .publish(IntStream.rangeClosed(1, 20)
            .mapToObj(n -> event(n * 600, "sh.keptn.event.test.finished", "jmeter", "cart"))
            .toList()));

    assertThat(count(from, to)).as("from the log").isEqualTo(expected);
    await(statistics.sweep());
    assertThat(count(from, to)).as("from the buckets").isEqualTo(expected);
    await(statistics.sweep());
    assertThat(count(from, to)).as("counted twice").isEqualTo(expected);
  }

  /**
   * Over a hundred days, four events a day, whatever buckets of whatever length a frame ends in.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 100, 400",
    "0, 1, 4",
    "3, 4, 4",
    "0, 31, 124",
    "7, 39, 128",
    "1, 97, 384",
    "60, 99, 156",
  })
  void longFramesAreSummedFromLongBuckets(int firstDay, int endDay, int expected) {
    int day = 24 * 3600;
    Instant first = NOON.minus(Duration.ofDays(101));
    await(platform
        .platform()
        .mesh()
        .publish(IntStream.range(0, 400)
            .mapToObj(n -> event(
                (int) Duration.between(NOON, first).toSeconds() + n * day / 4 + 60,
                "sh.keptn.event.test.finished",
                "jmeter",
                "cart"))
            .toList()));
    await(statistics.sweep());
    int offset = (int) Duration.between(NOON, first).toSeconds();

    assertThat(count(offset + firstDay * day, offset + endDay * day - 1)).isEqualTo(expected);
  }

  @Test
  void nothingInAFrameThatIsOverIs404ButNothingYetIsAnEmptyList() {
    ApiResponse over = get(0, 3600);

    assertThat(over.status()).isEqualTo(404);
    assertThat(over.message()).isEqualTo("no statistics found for selected time frame");
    assertThat(over.object()).containsEntry("errorCode", 404L);
    assertThat(get(0, 20000).body()).endsWith("\"projects\":[]}");
  }

  @ParameterizedTest
  @CsvSource({
    "abc, 1, Invalid request format",
    "1, 1.5, Invalid request format",
    "2, 1, Invalid time frame: 'from' timestamp must not be greater than 'to' timestamp",
    "2, , Invalid time frame: 'from' timestamp must not be greater than 'to' timestamp",
  })
  void aFrameThatMakesNoSenseIsRefused(String from, @Nullable String to, String message) {
    Map<String, String> query = new HashMap<>(Map.of("from", from));
    if (to != null) {
      query.put("to", to);
    }

    ApiResponse answer =
        await(statistics.get(new ApiRequest("getStatistics", Map.of(), query, "")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("{\"message\":\"%s\",\"errorCode\":400}".formatted(message));
  }

  private void publish(int second, String type, String source, String service) {
    platform.publish(event(second, type, source, service));
  }

  private static KeptnEvent event(int second, String type, String source, String service) {
    return KeptnEvent.of(
        UUID.randomUUID().toString(),
        type,
        source,
        NOON.plusSeconds(second),
        "ctx",
        Map.of("project", "shop", "stage", "dev", "service", service));
  }

  private ApiResponse get(int from, int to) {
    Map<String, String> query = Map.of(
        "from", String.valueOf(NOON.getEpochSecond() + from),
        "to", String.valueOf(NOON.getEpochSecond() + to));
    return await(statistics.get(new ApiRequest("getStatistics", Map.of(), query, "")));
  }

  /** Adds up the events that an answer lists. */
  private long count(int from, int to) {
    return Json.list(get(from, to).object().get("projects")).stream()
        .flatMap(project -> Json.list(Json.object(project).get("services")).stream())
        .flatMap(service -> Json.list(Json.object(service).get("events")).stream())
        .map(event -> Json.object(event).get("count"))
        .mapToLong(number -> number instanceof Long counted ? counted : 0)
        .sum();
  }
}
