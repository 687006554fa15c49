package io.evenkeel.kit.sqlite;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Work waiting for its turn at the writer, and whoever waits for it. */
final class SqliteTransaction<T> {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration LONG_LIMIT = Duration.ofHours(1);

  private final SqliteConnection connection;
  private final Function<SqlClient, Future<T>> work;
  private final Context caller;
  private final Promise<T> result;
  private final boolean isLong;
  private @Nullable Future<T> outcome;

  SqliteTransaction(
      SqliteConnection connection,
      Function<SqlClient, Future<T>> work,
      Context caller,
      Promise<T> result,
      boolean isLong) {
    this.connection = connection;
    this.work = work;
    this.caller = caller;
    this.result = result;
    this.isLong = isLong;
  }

  /** Whether it may read and write any amount. */
  boolean isLong() {
    return isLong;
  }

  /** Runs the work to its end on this thread; yields what it failed with, or nothing. */
  Optional<Throwable> run() {
    Statements statements = new Statements();
    Future<T> ran = ended(Future.succeededFuture((SqlClient) statements).compose(work));
    statements.over = true;
    Throwable failure = statements.failure;
    if (failure != null && ran.succeeded()) {
      ran = Future.failedFuture(failure);
    }
    outcome = ran;
    return ran.failed() ? Optional.of(ran.cause()) : Optional.empty();
  }

  /** Work that only uses its client has ended already; any other has a while to do so. */
  private <R> Future<R> ended(Future<R> running) {
    Duration limit = isLong ? LONG_LIMIT : LIMIT;
    CountDownLatch end = new CountDownLatch(1);
    if (!running.isComplete()) {
      running.onComplete(done -> end.countDown());
      try {
        if (!end.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          return Future.failedFuture(new TimeoutException("a transaction did not end in time"));
        }
      } catch (InterruptedException unasked) {
        return Future.failedFuture(unasked);
      }
    }
    return running;
  }

  /** Runs the work so that its failure undoes nothing but its own. */
  void runInSavepoint() throws SQLException {
    connection.run("SAVEPOINT one");
    Optional<Throwable> failure = run();
    if (failure.isPresent()) {
      undo(failure.get());
    }
    connection.run("RELEASE one");
  }

  /** A full disk makes SQLite undo the whole batch at once: no savepoint is left, the cause is. */
  private void undo(Throwable cause) throws SQLException {
    try {
      connection.run("ROLLBACK TO one");
    } catch (SQLException gone) {
      throw cause instanceof SQLException full ? full : gone;
    }
  }

  void deliver() {
    Future<T> ran = Objects.requireNonNull(outcome, "only what ran is committed");
    caller.runOnContext(committed -> ran.onComplete(result));
  }

  /** Its own failure says more than that of the batch it was part of. */
  void refuse(Throwable batchCause) {
    Future<T> ran = outcome;
    Throwable reason = ran != null && ran.failed() ? ran.cause() : batchCause;
    caller.runOnContext(undone -> result.tryFail(reason));
  }

  /**
   * The transaction's client: statements run at once, on the thread that asks for them. One that
   * fails fails the transaction, even if nobody waited for it.
   */
  private final class Statements extends SqliteClient {

    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    @Override
    protected <R> Future<R> run(Work<R> statement) {
      if (over) {
        return Future.failedFuture(
            new IllegalStateException("this transaction is over; its client must not be kept"));
      }
      try {
        return Future.succeededFuture(statement.on(connection));
      } catch (SQLException | RuntimeException cause) {
        failure = failure == null ? cause : failure;
        return Future.failedFuture(cause);
      }
    }
  }
}
