package io.evenkeel.kit.sqlite;

import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what was written ahead back into the database: most of it on a thread and a connection of
 * its own while the writer goes on, then what came meanwhile by the writer, so that it can begin
 * the file anew.
 */
final class SqliteCheckpoints {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteCheckpoints.class);
  private static final String CHECKPOINT = "PRAGMA wal_checkpoint(PASSIVE)";

  /**
   * Transactions between two times: some 32 MiB. Entries of indexes are all over the file, the more
   * so the larger it is; pages that are changed again before are put back once.
   */
  private static final int INTERVAL = 1000;

  private final SqliteConnection connection;
  private final Semaphore due = new Semaphore(0);
  private final AtomicBoolean rest = new AtomicBoolean();
  private int written;
  private final Thread thread = SqliteReaders.daemon(this::run, "store-checkpoint");
  private volatile boolean closed;

  /** @param connection used and closed by this alone */
  SqliteCheckpoints(SqliteConnection connection) {
    this.connection = connection;
  }

  void start() {
    thread.start();
  }

  /** The writer has committed so many transactions with {@code writer}, and is between two. */
  void committed(SqliteConnection writer, int transactions) throws SQLException {
    written += transactions;
    if (rest.compareAndSet(true, false)) {
      writer.run(CHECKPOINT);
    }
    if (written >= INTERVAL) {
      written = 0;
      due.release();
    }
  }

  /** Returns when nothing is under way and the connection is closed. */
  void close() {
    closed = true;
    due.release();
    try {
      thread.join();
    } catch (InterruptedException unasked) {
      LOG.warn("interrupted while closing the store");
    }
  }

  private void run() {
    while (!closed) {
      try {
        due.acquire();
        due.drainPermits();
        if (!closed) {
          connection.run(CHECKPOINT);
          rest.set(true);
        }
      } catch (SQLException full) {
        LOG.atDebug().setCause(full).log("the writer will put back what it wrote ahead");
      } catch (InterruptedException unasked) {
        LOG.warn("whoever puts back what was written ahead was interrupted and goes on");
      }
    }
    connection.closeQuietly();
  }
}
