package io.evenkeel.kit;

class SqliteEventMeshTest extends EventMeshContract {

  @Override
  TestStore emptyStore() throws Exception {
    return TestStore.sqlite();
  }
}
