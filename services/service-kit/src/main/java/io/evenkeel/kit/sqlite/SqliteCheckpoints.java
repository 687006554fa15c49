package io.evenkeel.kit.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
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

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final String url;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> SqliteReaders.daemon(task, "store-checkpoint"));

  /** Opened when there is first something to put back; of that thread alone. */
  private @Nullable SqliteConnection connection;

  private final AtomicBoolean rest = new AtomicBoolean();
  private int written;

  /** Of the database at a JDBC address. */
  SqliteCheckpoints(String url) {
    this.url = url;
  }

  /** The writer has committed so many transactions with {@code writer}, and is between two. */
  void committed(SqliteConnection writer, int transactions) throws SQLException {
    written += transactions;
    if (rest.compareAndSet(true, false)) {
      writer.run(CHECKPOINT);
    }
    if (written >= INTERVAL) {
      written = 0;
      thread.execute(this::putBack);
    }
  }

  private void putBack() {
    try {
      SqliteConnection own = connection == null ? SqliteConnection.open(url) : connection;
      connection = own;
      own.run(CHECKPOINT);
      rest.set(true);
    } catch (SQLException full) {
      LOG.atDebug().setCause(full).log("the writer will put back what it wrote ahead");
    }
  }

  /** Returns when nothing is under way and the connection is closed. */
  void close() {
    thread.execute(this::release);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the store is closed while something is still put back");
      }
    } catch (InterruptedException unasked) {
      LOG.warn("interrupted while closing the store");
    }
  }

  private void release() {
    SqliteConnection own = connection;
    if (own != null) {
      own.closeQuietly();
    }
  }
}
