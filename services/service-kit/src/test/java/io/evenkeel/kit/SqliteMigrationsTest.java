package io.evenkeel.kit;

class SqliteMigrationsTest extends MigrationsContract {

  @Override
  TestStore emptyStore() throws Exception {
    return TestStore.sqlite();
  }
}
