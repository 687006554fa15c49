package io.evenkeel.kit.sqlite;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes, with group commit: transactions that arrive while others are on their
 * way to the disk share the next commit, each in a savepoint of its own, so that one failing does
 * not take the others with it.
 *
 * <p>The work of a transaction runs on this thread, its statements at once: it has no need to go
 * back to an event loop between them.
 */
public final class SqliteWriter {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);
  private static final int LARGEST_BATCH = 128;
  private static final long WORK_TIMEOUT_SECONDS = 30;
  private static final long LONG_WORK_TIMEOUT_SECONDS = 3600;

  /**
   * Entries of indexes are all over the file, the more so the larger it is. Pages that are changed
   * again before they are written back, 32 MiB later, are written back once; and what is changed
   * again within 64 MiB is not read again.
   */
  private static final List<String> SETTINGS =
      List.of("PRAGMA wal_autocheckpoint = 8192", "PRAGMA cache_size = -65536");

  private final Vertx vertx;
  private final SqliteConnection connection;
  private final BlockingQueue<SqliteTransaction<?>> waiting = new LinkedBlockingQueue<>();
  private Runnable ended = () -> {};
  private boolean closed;

  private SqliteWriter(Vertx vertx, SqliteConnection connection) {
    this.vertx = vertx;
    this.connection = connection;
  }

  /** Opens the database at a JDBC address and starts the thread. */
  public static Future<SqliteWriter> open(Vertx vertx, String url) {
    Context caller = vertx.getOrCreateContext();
    return Future.future(opened -> SqliteReaders.daemon(
            () -> {
              Future<SqliteWriter> writer = connect(vertx, url);
              caller.runOnContext(back -> writer.onComplete(opened));
              writer.onSuccess(SqliteWriter::run);
            },
            "store-writer")
        .start());
  }

  private static Future<SqliteWriter> connect(Vertx vertx, String url) {
    try {
      SqliteConnection connection = SqliteConnection.open(url);
      for (String setting : SETTINGS) {
        connection.run(setting);
      }
      return Future.succeededFuture(new SqliteWriter(vertx, connection));
    } catch (SQLException unusable) {
      return Future.failedFuture(unusable);
    }
  }

  /** Completes, where it was called, once the commit is durable. */
  public <T> Future<T> transaction(Function<SqlClient, Future<T>> work) {
    return transaction(work, WORK_TIMEOUT_SECONDS);
  }

  /** The same for work that may take long; everybody else who writes waits for it. */
  public <T> Future<T> longTransaction(Function<SqlClient, Future<T>> work) {
    return transaction(work, LONG_WORK_TIMEOUT_SECONDS);
  }

  private <T> Future<T> transaction(Function<SqlClient, Future<T>> work, long timeoutSeconds) {
    Context caller = vertx.getOrCreateContext();
    return Future.future(
        result -> add(new SqliteTransaction<>(connection, work, caller, result, timeoutSeconds)));
  }

  private synchronized void add(SqliteTransaction<?> transaction) {
    if (closed) {
      throw new IllegalStateException("the event store is closed");
    }
    waiting.add(transaction);
  }

  /** Completes when the transactions before it are committed and the connection is closed. */
  public Future<Void> close() {
    Context caller = vertx.getOrCreateContext();
    return Future.future(end -> end(() -> caller.runOnContext(back -> end.tryComplete())));
  }

  private synchronized void end(Runnable whenDone) {
    if (closed) {
      whenDone.run();
      return;
    }
    ended = whenDone;
    transaction(last -> Future.succeededFuture());
    closed = true;
  }

  private void run() {
    List<SqliteTransaction<?>> batch = new ArrayList<>();
    while (!isDone()) {
      batch.clear();
      try {
        batch.add(waiting.take());
        waiting.drainTo(batch, LARGEST_BATCH - 1);
        commit(batch);
      } catch (InterruptedException unasked) {
        LOG.warn("the writer of the store was interrupted and goes on");
      }
    }
    connection.closeQuietly();
    ended.run();
  }

  /** Looks under the lock, so that it also sees what was noted before the last transaction. */
  private synchronized boolean isDone() {
    return closed && waiting.isEmpty();
  }

  private void commit(List<SqliteTransaction<?>> batch) {
    try {
      connection.run("BEGIN IMMEDIATE");
      Optional<Throwable> failure = runAll(batch);
      if (failure.isPresent()) {
        rollBack(batch, failure.get());
      } else {
        connection.run("COMMIT");
        batch.forEach(SqliteTransaction::deliver);
      }
    } catch (SQLException | RuntimeException | Error cause) {
      rollBack(batch, cause);
    }
  }

  /** Yields why nothing of the batch may stay, if that is so. */
  private static Optional<Throwable> runAll(List<SqliteTransaction<?>> batch) throws SQLException {
    if (batch.size() == 1) {
      return batch.get(0).run();
    }
    for (SqliteTransaction<?> transaction : batch) {
      transaction.runInSavepoint();
    }
    return Optional.empty();
  }

  /** The whole batch is undone: a full disk, an unreadable file, or the only one's own failure. */
  private void rollBack(List<SqliteTransaction<?>> batch, Throwable cause) {
    try {
      connection.run("ROLLBACK");
    } catch (SQLException | RuntimeException undoneAlready) {
      LOG.atDebug().setCause(undoneAlready).log("nothing to roll back");
    }
    batch.forEach(transaction -> transaction.refuse(cause));
  }
}
