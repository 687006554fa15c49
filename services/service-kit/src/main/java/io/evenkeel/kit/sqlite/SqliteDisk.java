package io.evenkeel.kit.sqlite;

import java.io.Closeable;
import java.io.IOException;

/** Where the changes of a database end up. */
interface SqliteDisk extends Closeable {

  /** Returns when everything committed before is on the disk. */
  void force() throws IOException;

  @Override
  default void close() throws IOException {
    // not every disk is something to give back
  }
}
