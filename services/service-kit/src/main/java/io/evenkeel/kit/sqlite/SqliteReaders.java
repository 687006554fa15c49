package io.evenkeel.kit.sqlite;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A client whose statements see everything that was committed before them, on as many threads as
 * connections. Results come back to the context that asked.
 */
public final class SqliteReaders extends SqliteClient {

  private final Vertx vertx;
  private final String url;
  private final Threads threads;
  private final ConcurrentLinkedDeque<SqliteConnection> idle = new ConcurrentLinkedDeque<>();
  private volatile Runnable ended = () -> {};

  /** Connections are opened when they are needed, at most {@code size}. */
  public SqliteReaders(Vertx vertx, String url, int size) {
    this.vertx = vertx;
    this.url = url;
    this.threads = new Threads(size);
  }

  private final class Threads extends ThreadPoolExecutor {

    Threads(int size) {
      super(
          size,
          size,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> daemon(task, "store-reader"));
    }

    @Override
    protected void terminated() {
      idle.forEach(SqliteConnection::closeQuietly);
      ended.run();
    }
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  protected <T> Future<T> run(Work<T> work) {
    Context caller = vertx.getOrCreateContext();
    return Future.future(result -> threads.execute(() -> {
      Future<T> done = attempt(work);
      caller.runOnContext(back -> done.onComplete(result));
    }));
  }

  /**
   * Does {@code work} on a connection of its own, which sees the database as it is now; the first
   * statement that reads fixes what it sees.
   */
  public <T> Future<T> snapshot(Function<SqlClient, Future<T>> work) {
    return run(any -> SqliteConnection.open(url)).compose(own -> run(any -> own.run("BEGIN"))
        .compose(begun -> run(any -> own.run("SELECT COUNT(*) FROM sqlite_master")))
        .compose(fixed -> work.apply(new Snapshot(own)))
        .onComplete(ended -> own.closeQuietly()));
  }

  /** A client of one connection. */
  private final class Snapshot extends SqliteClient {
    private final SqliteConnection own;

    Snapshot(SqliteConnection own) {
      this.own = own;
    }

    @Override
    protected <T> Future<T> run(Work<T> work) {
      return SqliteReaders.this.run(any -> work.on(own));
    }
  }

  private <T> Future<T> attempt(Work<T> work) {
    try {
      SqliteConnection free = idle.pollFirst();
      SqliteConnection connection = free == null ? SqliteConnection.open(url) : free;
      try {
        return Future.succeededFuture(work.on(connection));
      } finally {
        idle.addFirst(connection);
      }
    } catch (SQLException | RuntimeException | Error failure) {
      return Future.failedFuture(failure);
    }
  }

  /** Completes when everything asked for before is answered and the connections are closed. */
  @Override
  public Future<Void> close() {
    Context caller = vertx.getOrCreateContext();
    if (threads.isShutdown()) {
      return Future.succeededFuture();
    }
    return Future.future(closed -> {
      ended = () -> caller.runOnContext(back -> closed.tryComplete());
      threads.shutdown();
    });
  }
}
