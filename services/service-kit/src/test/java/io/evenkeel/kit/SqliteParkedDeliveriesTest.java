package io.evenkeel.kit;

class SqliteParkedDeliveriesTest extends ParkedDeliveriesContract {

  @Override
  TestStore emptyStore() throws Exception {
    return TestStore.sqlite();
  }
}
