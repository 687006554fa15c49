package io.evenkeel.kit;

class PostgresEventTotalsTest extends EventTotalsContract {

  @Override
  TestStore emptyStore() throws Exception {
    return TestStore.postgres();
  }
}
