package io.evenkeel.kit;

/** On the embedded store. */
class SqliteDecidersTest extends DecidersContract {

  @Override
  TestStore emptyStore() {
    return TestStore.sqlite();
  }
}
