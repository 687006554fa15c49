package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Retention;
import io.evenkeel.kit.Retention.Limit;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceRetentionTest {

  private static final String STAGES =
      "- name: dev\n  sequences:\n  - name: delivery\n    tasks:\n    - name: deployment\n";

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
  void runsThatAreOverGoWithTheirEventsAndOpenOnesStay() {
    String over = finishedRun();
    String open = world.trigger("dev.delivery");
    world.task(open, "deployment");

    int deleted = prune(new Limit(Duration.ofNanos(1), 0));

    assertThat(deleted).isEqualTo(1);
    assertThat(world.state(over)).isEmpty();
    assertThat(world.platform().events(over)).isEmpty();
    assertThat(world.state(open)).containsEntry("state", "started");
    assertThat(world.platform().events(open)).hasSize(2);
  }

  @Test
  void theNewestStayWhenThereAreTooMany() {
    String oldest = finishedRun();
    String newest = finishedRun();

    int deleted = prune(new Limit(Duration.ZERO, 1));

    assertThat(deleted).isEqualTo(1);
    assertThat(world.state(oldest)).isEmpty();
    assertThat(world.state(newest)).isNotEmpty();
  }

  @Test
  void eventsThatBelongToNoRunGoByAge() {
    String over = finishedRun();
    world
        .platform()
        .publish(KeptnEvent.of(
            "lonely",
            "sh.keptn.event.note",
            "test",
            Instant.now().minusSeconds(60),
            "no-run",
            Map.of("project", World.PROJECT)));

    Platform platform = world.platform().platform();
    int deleted = await(Retention.once(
        platform, "events", new Limit(Duration.ofSeconds(30), 0), SequenceRetention.events()));

    assertThat(deleted).isEqualTo(1);
    assertThat(world.platform().events("no-run")).isEmpty();
    assertThat(world.platform().events(over)).isNotEmpty();
  }

  private String finishedRun() {
    String context = world.trigger("dev.delivery");
    world.carryOut(world.task(context, "deployment"), "pass");
    world.awaitState(context, "finished");
    TestPlatform.awaitUntil(this::deliveriesLeft, left -> left == 0);
    return context;
  }

  private long deliveriesLeft() {
    return await(world
            .platform()
            .platform()
            .database()
            .reader()
            .query("SELECT COUNT(*) AS n FROM delivery")
            .execute())
        .iterator()
        .next()
        .getLong("n");
  }

  private int prune(Limit limit) {
    return await(
        Retention.once(world.platform().platform(), "sequences", limit, SequenceRetention.RUNS));
  }
}
