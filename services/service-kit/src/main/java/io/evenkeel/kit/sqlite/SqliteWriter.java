package io.evenkeel.kit.sqlite;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.nio.file.Path;
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
 * The one thread that writes, with group commit: transactions that arrive while others are at work
 * share the next commit, each in a savepoint of its own, so that one failing does not take the
 * others with it.
 *
 * <p>The work of a transaction runs on this thread, its statements at once: it has no need to go
 * back to an event loop between them.
 */
public final class SqliteWriter {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);
  private static final int LARGEST_BATCH = 128;

  /**
   * A commit does not wait for the disk, {@link SqliteSync} does. Should nobody else put back what
   * was written ahead, it is done after 64 MiB; what is changed again within 64 MiB is not read
   * again. What a savepoint would need to be undone is kept in memory, else most of what is written
   * would be that. The empty transaction makes the file that is written ahead, if it is not there.
   */
  private static final List<String> SETTINGS = List.of(
      "PRAGMA synchronous = NORMAL",
      "PRAGMA wal_autocheckpoint = 16384",
      "PRAGMA cache_size = -65536",
      "PRAGMA temp_store = MEMORY",
      "BEGIN IMMEDIATE",
      "COMMIT");

  private final Vertx vertx;
  private final SqliteConnection connection;
  private final SqliteSync sync;
  private final SqliteCheckpoints checkpoints;
  private final BlockingQueue<SqliteTransaction<?>> waiting = new LinkedBlockingQueue<>();
  private Runnable ended = () -> {};
  private boolean closed;

  SqliteWriter(
      Vertx vertx, SqliteConnection connection, SqliteDisk disk, SqliteCheckpoints checkpoints) {
    this.vertx = vertx;
    this.connection = connection;
    this.sync = new SqliteSync(disk);
    this.checkpoints = checkpoints;
  }

  /**
   * Opens the database in {@code file} and starts the threads.
   *
   * @param url its JDBC address, in WAL mode
   */
  public static Future<SqliteWriter> open(Vertx vertx, Path file, String url) {
    Context caller = vertx.getOrCreateContext();
    return Future.future(opened -> SqliteReaders.daemon(
            () -> {
              Future<SqliteWriter> writer = connect(vertx, file, url);
              caller.runOnContext(back -> writer.onComplete(opened));
              writer.onSuccess(SqliteWriter::run);
            },
            "store-writer")
        .start());
  }

  private static Future<SqliteWriter> connect(Vertx vertx, Path file, String url) {
    try {
      SqliteConnection connection = connect(url);
      try {
        SqliteDisk disk = WriteAheadLog.of(file);
        return Future.succeededFuture(
            new SqliteWriter(vertx, connection, disk, new SqliteCheckpoints(url)));
      } catch (IOException unreachable) {
        connection.closeQuietly();
        return Future.failedFuture(unreachable);
      }
    } catch (SQLException unusable) {
      return Future.failedFuture(unusable);
    }
  }

  static SqliteConnection connect(String url) throws SQLException {
    SqliteConnection connection = SqliteConnection.open(url);
    for (String setting : SETTINGS) {
      connection.set(setting);
    }
    return connection;
  }

  /** Completes, where it was called, once the commit is durable. */
  public <T> Future<T> transaction(Function<SqlClient, Future<T>> work) {
    return transaction(work, false);
  }

  /** The same for work that may take long; everybody else who writes waits for it. */
  public <T> Future<T> longTransaction(Function<SqlClient, Future<T>> work) {
    return transaction(work, true);
  }

  private <T> Future<T> transaction(Function<SqlClient, Future<T>> work, boolean isLong) {
    Context caller = vertx.getOrCreateContext();
    return Future.future(
        result -> add(new SqliteTransaction<>(connection, work, caller, result, isLong)));
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

  void run() {
    sync.start();
    while (!isDone()) {
      List<SqliteTransaction<?>> batch = new ArrayList<>();
      try {
        batch.add(waiting.take());
        waiting.drainTo(batch, LARGEST_BATCH - 1);
        if (batch.stream().anyMatch(SqliteTransaction::isLong)) {
          commitLong(batch);
        } else {
          commit(batch);
        }
        putBack(batch.size());
      } catch (InterruptedException unasked) {
        LOG.warn("the writer of the store was interrupted and goes on");
      }
    }
    checkpoints.close();
    sync.close();
    connection.closeQuietly();
    ended.run();
  }

  /** Looks under the lock, so that it also sees what was noted before the last transaction. */
  private synchronized boolean isDone() {
    return closed && waiting.isEmpty();
  }

  /** What long work sorts may not fit into memory. */
  private void commitLong(List<SqliteTransaction<?>> batch) {
    sortIn("FILE");
    commit(batch);
    sortIn("MEMORY");
  }

  private void sortIn(String place) {
    try {
      connection.set("PRAGMA temp_store = " + place);
    } catch (SQLException unusable) {
      LOG.atWarn().setCause(unusable).log("the store goes on with a setting it should not have");
    }
  }

  private void commit(List<SqliteTransaction<?>> batch) {
    try {
      sync.check();
      connection.run("BEGIN IMMEDIATE");
      Optional<Throwable> failure = runAll(batch);
      if (failure.isPresent()) {
        rollBack(batch, failure.get());
      } else {
        connection.run("COMMIT");
        sync.add(batch);
      }
    } catch (SQLException | RuntimeException | Error cause) {
      rollBack(batch, cause);
    }
  }

  private void putBack(int transactions) {
    try {
      checkpoints.committed(connection, transactions);
    } catch (SQLException full) {
      LOG.atDebug().setCause(full).log("what was written ahead is put back later");
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
