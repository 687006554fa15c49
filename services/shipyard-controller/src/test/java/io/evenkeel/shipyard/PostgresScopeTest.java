package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.Subscription;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPostgres;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one scope at a time in many transactions, which an embedded store does not have. */
class PostgresScopeTest {

  private static final int RUNS = 60;
  private static final String DEADLOCKS =
      "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";

  @Test
  void runsThatLetEachOtherGoAheadNeverWaitForEachOther(@TempDir Path directory) throws Exception {
    try (World world = new World(directory, TestPostgres.emptyStore())) {
      // A run that waits for an approval lets the next of its scope begin.
      world.createProject("""
          - name: dev
            sequences:
              - name: delivery
                tasks: [{name: approval}, {name: approval}, {name: approval}]
          """);
      await(world
          .platform()
          .platform()
          .mesh()
          .subscribe(
              Subscription.of("approver", "sh.keptn.event.approval.triggered"),
              PostgresScopeTest::approve));

      List<String> contexts =
          Stream.generate(() -> world.trigger("dev.delivery")).limit(RUNS).toList();

      contexts.forEach(context ->
          assertThat(world.finished(context, "dev.delivery").result()).isEqualTo("pass"));
      assertThat(deadlocks(world)).isZero();
    }
  }

  private static Future<Completion> approve(KeptnEvent task) {
    Map<String, Object> passed = Map.of(
        "project", task.project(),
        "stage", task.stage(),
        "service", task.service(),
        "status", "succeeded",
        "result", "pass");
    return Future.succeededFuture(Completion.publish(
        task.answer("started", "approver", Instant.now(), passed),
        task.answer("finished", "approver", Instant.now(), passed)));
  }

  private static long deadlocks(World world) throws Exception {
    return await(
            world.platform().platform().database().reader().query(DEADLOCKS).execute())
        .iterator()
        .next()
        .getLong("deadlocks");
  }
}
