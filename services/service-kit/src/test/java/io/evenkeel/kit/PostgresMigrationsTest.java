package io.evenkeel.kit;

class PostgresMigrationsTest extends MigrationsContract {

  @Override
  TestStore emptyStore() throws Exception {
    return TestStore.postgres();
  }
}
