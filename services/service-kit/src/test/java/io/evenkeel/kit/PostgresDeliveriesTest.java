package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class PostgresDeliveriesTest extends DeliveriesContract {

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

  @Test
  void onlyWhoWritesByKeysGoesWithoutScansAndWithPlansMadeOnce() throws Exception {
    assertThat(await(database.transaction(PostgresDeliveriesTest::settings)))
        .isEqualTo("force_generic_plan off off");
    assertThat(await(database.longTransaction(PostgresDeliveriesTest::settings)))
        .endsWith(" on on");
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
