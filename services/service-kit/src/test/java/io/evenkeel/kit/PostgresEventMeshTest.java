package io.evenkeel.kit;

class PostgresEventMeshTest extends EventMeshContract {

  @Override
  TestStore emptyStore() throws Exception {
    return TestStore.postgres();
  }
}
