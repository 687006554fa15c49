package io.evenkeel.kit;

class PostgresParkedDeliveriesTest extends ParkedDeliveriesContract {

  @Override
  TestStore emptyStore() throws Exception {
    return TestStore.postgres();
  }
}
