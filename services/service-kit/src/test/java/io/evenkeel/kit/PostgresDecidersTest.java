package io.evenkeel.kit;

/** On the shared store. */
class PostgresDecidersTest extends DecidersContract {

  @Override
  TestStore emptyStore() throws Exception {
    return TestStore.postgres();
  }
}
