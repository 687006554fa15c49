package io.evenkeel.kit;

class SqliteEventTotalsTest extends EventTotalsContract {

  @Override
  TestStore emptyStore() throws Exception {
    return TestStore.sqlite();
  }
}
