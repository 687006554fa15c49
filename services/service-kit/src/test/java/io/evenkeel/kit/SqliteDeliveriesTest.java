package io.evenkeel.kit;

import io.evenkeel.model.event.KeptnEvent;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

class SqliteDeliveriesTest extends DeliveriesContract {

  @Override
  TestStore emptyStore() {
    return TestStore.sqlite();
  }

  @Override
  Deliveries deliveries(Function<KeptnEvent, List<String>> hearers, Predicate<String> reached) {
    return new SqliteDeliveries(hearers, reached, Relay.LEASE);
  }
}
