package io.evenkeel.kit.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has committed transactions on the disk before anybody hears of them: on a thread of its own, so
 * that the writer works while the disk does. Those that come meanwhile share the next turn.
 */
final class SqliteSync {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteSync.class);

  /** The last of the queue. */
  private static final List<SqliteTransaction<?>> END = List.of();

  /** SQLite's own code for a file that can not be written. */
  private static final int IO_ERROR = 10;

  private final SqliteDisk disk;
  private final BlockingQueue<List<SqliteTransaction<?>>> committed = new LinkedBlockingQueue<>();
  private final Thread thread = SqliteReaders.daemon(this::run, "store-sync");
  private volatile @Nullable SQLException failure;

  SqliteSync(SqliteDisk disk) {
    this.disk = disk;
  }

  void start() {
    thread.start();
  }

  /**
   * Tells these when they are on the disk.
   *
   * @param batch not changed any more
   */
  void add(List<SqliteTransaction<?>> batch) {
    committed.add(batch);
  }

  /**
   * Fails if the disk ever has: after that, nobody knows what is on it before the database is
   * opened again.
   */
  void check() throws SQLException {
    SQLException cause = failure;
    if (cause != null) {
      throw cause;
    }
  }

  /** Returns when everybody has been told and the disk is released. */
  void close() {
    committed.add(END);
    try {
      thread.join();
      disk.close();
    } catch (InterruptedException | IOException released) {
      LOG.atDebug().setCause(released).log("the store's file was not closed in good order");
    }
  }

  private void run() {
    List<List<SqliteTransaction<?>>> batches = new ArrayList<>();
    boolean ended = false;
    while (!ended) {
      batches.clear();
      try {
        batches.add(committed.take());
        committed.drainTo(batches);
        ended = batches.contains(END);
        tell(batches);
      } catch (InterruptedException unasked) {
        LOG.warn("whoever has the store's changes on disk was interrupted and goes on");
      } catch (RuntimeException gone) {
        LOG.atDebug().setCause(gone).log("nobody is left to hear what was stored");
      }
    }
  }

  private void tell(List<List<SqliteTransaction<?>>> batches) {
    try {
      check();
      force();
      batches.forEach(batch -> batch.forEach(SqliteTransaction::deliver));
    } catch (SQLException cause) {
      batches.forEach(batch -> batch.forEach(one -> one.refuse(cause)));
    }
  }

  private void force() throws SQLException {
    try {
      disk.force();
    } catch (IOException cause) {
      LOG.atError()
          .setCause(cause)
          .log("changes of the store could not be put on the disk; it takes no more of them"
              + " before a restart");
      failure = new SQLException(cause.getMessage(), "", IO_ERROR, cause);
      check();
    }
  }
}
