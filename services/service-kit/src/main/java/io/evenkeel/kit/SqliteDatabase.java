package io.evenkeel.kit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.jdbcclient.JDBCConnectOptions;
import io.vertx.jdbcclient.JDBCPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store: SQLite in WAL mode with {@code synchronous=FULL}, so that a commit survives
 * {@code kill -9} and power loss.
 *
 * <p>There is one writer, with group commit: transactions that arrive while a commit is on its way
 * to the disk share the next one, each in a savepoint of its own, so that one failing does not take
 * the others with it. Readers have connections of their own. What a full disk turns down is a
 * {@link Refusal} with status 507; nothing of it is stored.
 */
public final class SqliteDatabase implements Database {

  private static final int LARGEST_BATCH = 128;
  private static final int READERS = 3;
  private static final long WORK_TIMEOUT_SECONDS = 30;

  private final Context context;
  private final Vertx vertx;
  private final Pool writers;
  private final Pool readers;
  private final SqlConnection writer;
  private final Deque<Job<?>> waiting = new ArrayDeque<>();
  private boolean committing;

  private SqliteDatabase(Vertx vertx, Pool writers, Pool readers, SqlConnection writer) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.writers = writers;
    this.readers = readers;
    this.writer = writer;
  }

  /** Opens {@code file}, creating it when absent; its directory must exist. */
  public static Future<Database> open(Vertx vertx, Path file) {
    String url = "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000";
    Pool writers = pool(vertx, url, 1);
    return writers
        .getConnection()
        .map(writer -> new SqliteDatabase(vertx, writers, pool(vertx, url, READERS), writer));
  }

  private static Pool pool(Vertx vertx, String url, int size) {
    return JDBCPool.pool(
        vertx, new JDBCConnectOptions().setJdbcUrl(url), new PoolOptions().setMaxSize(size));
  }

  @Override
  public <T> Future<T> transaction(Function<SqlClient, Future<T>> work) {
    Job<T> job = new Job<>(work, vertx.getOrCreateContext());
    context.runOnContext(arrived -> {
      waiting.add(job);
      commitNext();
    });
    return job.promise.future();
  }

  private void commitNext() {
    if (committing || waiting.isEmpty()) {
      return;
    }
    committing = true;
    List<Job<?>> batch = new ArrayList<>();
    while (batch.size() < LARGEST_BATCH && !waiting.isEmpty()) {
      batch.add(waiting.poll());
    }
    execute("BEGIN IMMEDIATE")
        .compose(begun -> runAll(batch))
        .compose(ran -> execute("COMMIT"))
        .onSuccess(committed -> batch.forEach(Job::deliver))
        .recover(cause -> rollBack(batch, cause))
        .onComplete(ended -> context.runOnContext(next -> {
          committing = false;
          commitNext();
        }));
  }

  private Future<Void> runAll(List<Job<?>> batch) {
    if (batch.size() == 1) {
      return batch.get(0).run(writer);
    }
    Future<Void> done = Future.succeededFuture();
    for (Job<?> job : batch) {
      done = done.compose(previous -> runInSavepoint(job));
    }
    return done;
  }

  private Future<Void> runInSavepoint(Job<?> job) {
    return execute("SAVEPOINT one")
        .compose(begun -> job.run(writer))
        .recover(this::undoSavepoint)
        .compose(ran -> execute("RELEASE one"));
  }

  /** A full disk makes SQLite undo the whole batch at once: no savepoint is left, the cause is. */
  private Future<Void> undoSavepoint(Throwable cause) {
    return execute("ROLLBACK TO one").recover(gone -> Future.failedFuture(cause));
  }

  /** The whole batch is undone: a full disk, an unreadable file, or the only job's own failure. */
  private Future<Void> rollBack(List<Job<?>> batch, Throwable cause) {
    return execute("ROLLBACK").otherwiseEmpty().onComplete(undone -> {
      batch.forEach(job -> job.refuse(cause));
    });
  }

  private Future<Void> execute(String statement) {
    return writer.query(statement).execute().mapEmpty();
  }

  /** There is one writer: every transaction has the whole store to itself. */
  @Override
  public Future<Void> lock(SqlClient client, String... keys) {
    return Future.succeededFuture();
  }

  @Override
  public SqlClient reader() {
    return readers;
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public Future<Void> close() {
    return transaction(last -> Future.succeededFuture())
        .transform(drained -> writer.close())
        .transform(closed -> readers.close())
        .transform(closed -> writers.close())
        .mapEmpty();
  }

  /** Work waiting for its turn, and whoever waits for it. */
  private static final class Job<T> {
    private final Function<SqlClient, Future<T>> work;
    private final Context caller;
    private final Promise<T> promise = Promise.promise();
    private @Nullable Future<T> outcome;

    Job(Function<SqlClient, Future<T>> work, Context caller) {
      this.work = work;
      this.caller = caller;
    }

    Future<Void> run(SqlClient client) {
      Future<T> ran = Future.succeededFuture(client)
          .compose(work)
          .timeout(WORK_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      outcome = ran;
      return ran.mapEmpty();
    }

    void deliver() {
      Future<T> ran = Objects.requireNonNull(outcome, "only what ran is committed");
      caller.runOnContext(committed -> ran.onComplete(promise));
    }

    /** Its own failure says more than that of the batch it was part of. */
    void refuse(Throwable batchCause) {
      Future<T> ran = outcome;
      Throwable reason = ran != null && ran.failed() ? ran.cause() : batchCause;
      caller.runOnContext(undone -> promise.tryFail(StoreFailures.readable(reason)));
    }
  }
}
