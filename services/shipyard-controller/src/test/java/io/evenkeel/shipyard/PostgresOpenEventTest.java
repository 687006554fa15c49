package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Database;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPostgres;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a poll for open events costs while answered ones are still in the files. */
class PostgresOpenEventTest {

  private static final int ANSWERED = 1500;
  private static final int POLLS = 20;
  private static final String READ = "SELECT idx_scan, idx_tup_read FROM pg_stat_user_indexes"
      + " WHERE indexrelname = 'open_event_type' AND schemaname = current_schema()";

  @Test
  void whatWasAnsweredIsSteppedOverOnce(@TempDir Path directory) throws Exception {
    try (World world = new World(directory, TestPostgres.emptyStore())) {
      world.createProject("- name: dev\n  sequences: [{name: a, tasks: [{name: work}]}]\n");
      List<KeptnEvent> answered =
          IntStream.range(0, ANSWERED).mapToObj(PostgresOpenEventTest::event).toList();
      Database database = world.platform().platform().database();
      await(database.transaction(client -> {
        answered.forEach(event -> OpenEventTable.add(client, "run", event));
        return Future.succeededFuture();
      }));
      // Who plans by statistics leaves the index now and then, and never learns what is gone.
      await(
          database.longTransaction(client -> client.query("ANALYZE open_event").execute()));
      await(database.transaction(client -> {
        answered.forEach(event -> OpenEventTable.remove(client, event.id()));
        return Future.succeededFuture();
      }));

      for (int poll = 0; poll < POLLS; poll++) {
        assertThat(world.open("work")).isEmpty();
      }

      Row told = told(world, database);
      // Once to find them gone, not once for each poll.
      assertThat(told.getLong("idx_tup_read")).isLessThan(4L * ANSWERED);
      assertThat(told.getLong("idx_scan")).isGreaterThanOrEqualTo(POLLS);
    }
  }

  private static KeptnEvent event(int number) {
    return KeptnEvent.of(
        "e-" + number,
        EventType.task("work", "triggered"),
        "test",
        Instant.now(),
        "ctx",
        Map.of("project", World.PROJECT, "stage", "dev", "service", "s"));
  }

  /** What was done with the index of types, once all polls have told, or not all have used it. */
  private static Row told(World world, Database database) throws Exception {
    Row told = await(database.reader().query(READ).execute()).iterator().next();
    for (int attempt = 0; attempt < 100 && told.getLong("idx_scan") < POLLS; attempt++) {
      await(Future.all(flush(database.lookups()), flush(database.lookups())));
      await(world.platform().platform().vertx().timer(50, TimeUnit.MILLISECONDS));
      told = await(database.reader().query(READ).execute()).iterator().next();
    }
    return told;
  }

  /** Has the connection tell what it did; two at a time are asked on two. */
  private static Future<?> flush(SqlClient client) {
    return client.query("SELECT pg_stat_force_next_flush()").execute();
  }
}
