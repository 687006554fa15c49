package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.testkit.TestPlatform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told about runs in numbers. */
class SequenceSamplesTest {

  private static final String STAGES = """
      - name: dev
        sequences:
        - name: delivery
          tasks:
          - name: deployment
        - name: later
          tasks:
          - name: deployment
            triggeredAfter: 1h
      """;

  private World world;

  @BeforeEach
  void start(@TempDir Path directory) {
    world = new World(directory, Map.of());
    world.createProject(STAGES);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void openRunsAreCountedByWhatTheyWaitForAndNoneOfThemIsStuck() {
    String first = world.trigger("dev.delivery");
    world.task(first, "deployment");
    String second = world.trigger("dev.delivery");
    world.awaitState(second, "waiting");
    String delayed = world.trigger("dev.later", "other", Map.of());
    world.awaitState(delayed, "started");
    String paused = world.trigger("dev.delivery", "third", Map.of());
    world.task(paused, "deployment");
    world.control(paused, "pause");
    quiet();

    assertThat(scrape())
        .contains(
            "evenkeel_sequences_waiting{reason=\"unanswered\"} 1.0",
            "evenkeel_sequences_waiting{reason=\"queued\"} 1.0",
            "evenkeel_sequences_waiting{reason=\"delayed\"} 1.0",
            "evenkeel_sequences_waiting{reason=\"paused\"} 1.0",
            "evenkeel_sequences_waiting_oldest_seconds{reason=\"queued\"} ",
            "evenkeel_sequences_stuck 0.0");
  }

  @Test
  void aRunThatEndsIsMeasuredByItsOutcomeAndWaitsNoMore() {
    String over = world.trigger("dev.delivery");
    world.carryOut(world.task(over, "deployment"), "pass");
    world.awaitState(over, "finished");
    String aborted = world.trigger("dev.delivery");
    world.task(aborted, "deployment");
    world.control(aborted, "abort");
    world.awaitState(aborted, "aborted");

    assertThat(scrape())
        .contains(
            "evenkeel_sequence_duration_seconds_count{outcome=\"pass\"} 1",
            "evenkeel_sequence_duration_seconds_count{outcome=\"aborted\"} 1")
        .doesNotContain("evenkeel_sequences_waiting{");
  }

  /** Each cut takes away the only thing that would have moved the run. */
  @Test
  void aRunNothingWillMoveIsStuck() {
    String unanswered = world.trigger("dev.delivery", "one", Map.of());
    world.task(unanswered, "deployment");
    String delayed = world.trigger("dev.later", "two", Map.of());
    world.awaitState(delayed, "started");
    String holder = world.trigger("dev.delivery", "three", Map.of());
    world.task(holder, "deployment");
    String queued = world.trigger("dev.delivery", "three", Map.of());
    world.awaitState(queued, "waiting");
    quiet();

    cut("DELETE FROM open_event WHERE service = 'one'");
    cut("DELETE FROM timer");
    cut("UPDATE execution SET slot = 'NONE', waiting = '', open = 0 WHERE context = '%s'"
        .formatted(holder));

    assertThat(stuck()).containsExactlyInAnyOrder(unanswered, delayed, queued);
    assertThat(scrape()).contains("evenkeel_sequences_stuck 3.0");
  }

  private List<String> stuck() {
    List<String> contexts = new ArrayList<>();
    await(world
            .platform()
            .platform()
            .database()
            .reader()
            .query(SequenceSamples.STUCK)
            .execute())
        .forEach(row -> contexts.add(row.getString("context")));
    return contexts;
  }

  private void cut(String statement) {
    await(world.platform().platform().database().transaction(client -> client
        .query(statement)
        .execute()));
  }

  /** Until nobody has anything left to hear. */
  private void quiet() {
    TestPlatform.awaitUntil(
        () -> await(world
                .platform()
                .platform()
                .database()
                .reader()
                .query("SELECT COUNT(*) AS n FROM delivery")
                .execute())
            .iterator()
            .next()
            .getLong("n"),
        left -> left == 0);
  }

  private String scrape() {
    return await(world.platform().platform().metrics().scrape(world.platform().vertx()));
  }
}
