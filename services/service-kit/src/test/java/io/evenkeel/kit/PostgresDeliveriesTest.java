package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresDeliveriesTest extends DeliveriesContract {

  private static final String READ =
      "SELECT indexrelname AS name, idx_tup_read AS n FROM pg_stat_user_indexes"
          + " WHERE relname = 'delivery' AND schemaname = current_schema()";

  @Override
  TestStore emptyStore() throws Exception {
    return TestStore.postgres();
  }

  @Override
  Deliveries deliveries(Function<KeptnEvent, List<String>> hearers, Predicate<String> reached) {
    return new PostgresDeliveries(hearers, reached, Relay.LEASE);
  }

  @Test
  void lanesInWhichSomethingWaitsAreFound() throws Exception {
    append(List.of("reached"), event("a", "one"), event("b", "one"), event("c", "two"));

    List<Lane> asked =
        List.of(new Lane("reached", "two"), new Lane("reached", "one"), new Lane("other", "one"));

    assertThat(await(PostgresDeliveries.waiting(database.reader(), asked)))
        .containsExactly(new Lane("reached", "one"));
  }

  /** Plans are made while the table is empty; then a subscriber is away and leaves thousands. */
  @Test
  void whatWaitsInOtherLanesIsNotLookedThrough() throws Exception {
    append(List.of("reached"), event("a", "one"));
    KeptnEvent[] waiting = IntStream.range(0, 500)
        .mapToObj(number -> event("e-" + number, "context-" + number))
        .toArray(KeptnEvent[]::new);
    append(List.of("reached"), waiting);
    for (int number = 0; number < 50; number++) {
      settle(append(List.of("reached"), event("f-" + number, "lane-" + number))
          .deliveries()
          .get(0));
    }

    Map<String, Long> read = readByIndex();
    assertThat(read.getOrDefault("delivery_due", 0L)).isZero();
    assertThat(read.getOrDefault("delivery_pkey", 0L)).isLessThan(100);
    assertThat(read.get("delivery_lane")).isLessThan(300);
  }

  /** Rows that were found in each index, once all connections have told. */
  private Map<String, Long> readByIndex() throws Exception {
    Map<String, Long> read = new HashMap<>();
    for (int attempt = 0; attempt < 100 && read.getOrDefault("delivery_lane", 0L) < 50; attempt++) {
      await(vertx.timer(50, TimeUnit.MILLISECONDS));
      await(database.statement(
          client -> client.query("SELECT pg_stat_force_next_flush()").execute()));
      await(database.reader().query(READ).execute())
          .forEach(row -> read.put(row.getString("name"), row.getLong("n")));
    }
    return read;
  }

  @Test
  void onlyWhoWritesByKeysGoesWithoutScansAndWithPlansMadeOnce() throws Exception {
    assertThat(await(database.transaction(PostgresDeliveriesTest::settings)))
        .isEqualTo("force_generic_plan off off");
    assertThat(await(database.longTransaction(PostgresDeliveriesTest::settings)))
        .endsWith(" on on");
    assertThat(await(settings(database.lookups()))).isEqualTo("force_generic_plan off off");
    assertThat(await(settings(database.reader()))).isEqualTo("auto on on");
  }

  private static Future<String> settings(SqlClient client) {
    return client
        .query(
            "SELECT current_setting('plan_cache_mode') || ' ' || current_setting('enable_seqscan')"
                + " || ' ' || current_setting('enable_bitmapscan') AS all_of_them")
        .execute()
        .map(rows -> rows.iterator().next().getString(0));
  }
}
