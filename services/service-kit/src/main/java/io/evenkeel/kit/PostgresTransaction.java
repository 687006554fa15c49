package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.impl.SqlClientInternal;
import io.vertx.sqlclient.spi.Driver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A transaction on one connection. Statements are sent as they are asked for, the first along with
 * the begin, without waiting for the answers to those before; any that fails fails the transaction,
 * even if nobody waited for it. Everything happens on the connection's event loop.
 */
final class PostgresTransaction implements SqlClientInternal {

  private static final String ABORTED_BEFORE = "25P02";

  /** Statements of the product, whose values are always of the same kinds. */
  private static final int MOST_PROVEN = 1000;

  private static final Set<String> PROVEN = ConcurrentHashMap.newKeySet();

  /** For the answers that are still due when the work is done, and for the commit. */
  private static final int END_SECONDS = 15;

  private final SqlConnection connection;
  private Future<?> last = Future.succeededFuture();
  private @Nullable Throwable failure;
  private WriteBundle writes = new WriteBundle();
  private boolean proven = true;
  private boolean over;
  private boolean committing;

  private PostgresTransaction(SqlConnection connection) {
    this.connection = connection;
  }

  /**
   * Runs {@code work} and commits, or undoes everything and fails with the cause. It always ends:
   * where the server falls silent at the end, whether it was committed is for the caller to find
   * out.
   */
  static <T> Future<T> run(
      SqlConnection connection, Function<SqlClient, Future<T>> work, int seconds) {
    PostgresTransaction transaction = new PostgresTransaction(connection);
    transaction.sent(connection.query("BEGIN").execute());
    // Bound to this event loop, or the timers below would be another thread's to set and cancel.
    return ContextInternal.current()
        .succeededFuture((SqlClient) transaction)
        .compose(work)
        .timeout(seconds, TimeUnit.SECONDS)
        .compose(
            result ->
                transaction.commit().timeout(END_SECONDS, TimeUnit.SECONDS).map(result),
            transaction::rollBack);
  }

  /**
   * Sends the commit along with the answers to {@code statements} still due: after a statement that
   * the server turned down it undoes everything. What the driver turns down (a value of the wrong
   * kind) the server never hears of; so this is only done with statements that have worked before.
   */
  <T> Future<T> last(Function<SqlClient, Future<T>> statements) {
    Future<T> found = statements.apply(this);
    sendWrites();
    if (proven && failure == null) {
      over = true;
      committing = true;
      sent(connection.query("COMMIT").execute());
    }
    return found;
  }

  /** Not before every answer is there: a commit sent after a failure would look like a success. */
  private Future<Void> commit() {
    sendWrites();
    over = true;
    return last.transform(answered -> {
      Throwable cause = failure;
      if (cause != null) {
        return rollBack(cause);
      }
      return committing
          ? Future.succeededFuture()
          : connection.query("COMMIT").execute().mapEmpty();
    });
  }

  private <T> Future<T> rollBack(Throwable cause) {
    over = true;
    Future<?> end = committing ? last : connection.query("ROLLBACK").execute();
    return end.timeout(END_SECONDS, TimeUnit.SECONDS)
        .transform(undone -> Future.failedFuture(first(cause)));
  }

  /** What made the server turn down all that came after it. */
  private Throwable first(Throwable cause) {
    Throwable first = failure;
    boolean late = cause instanceof PgException refused
        && String.valueOf(refused.getSqlState()).equals(ABORTED_BEFORE);
    return late && first != null ? first : cause;
  }

  private <T> Future<T> sent(Future<T> answer) {
    last = answer;
    return answer.onFailure(cause -> failure = failure == null ? cause : failure);
  }

  /** See {@link Sql#later}. */
  void later(String row, String change, Map<String, Object> values) {
    if (!writes.add(row, change, values)) {
      sendWrites();
      writes.add(row, change, values);
    }
  }

  /** See {@link Sql#queryAlong}. */
  Future<RowSet<Row>> queryAlong(String query, Map<String, Object> values) {
    WriteBundle along = takeWrites();
    return along.isEmpty()
        ? Sql.forQuery(this, query).execute(values)
        : Sql.forQuery(this, along.before(query)).execute(along.values(values));
  }

  private void sendWrites() {
    WriteBundle all = takeWrites();
    if (!all.isEmpty()) {
      Sql.forUpdate(this, all.text()).execute(all.values(Map.of()));
    }
  }

  private WriteBundle takeWrites() {
    WriteBundle taken = writes;
    writes = new WriteBundle();
    return taken;
  }

  private <T> Future<T> send(String sql, Supplier<Future<T>> statement) {
    if (over) {
      return Future.failedFuture(ended());
    }
    sendWrites();
    if (PROVEN.contains(sql)) {
      return sent(statement.get());
    }
    proven = false;
    return sent(statement.get()).onSuccess(worked -> remember(sql));
  }

  private static void remember(String sql) {
    if (PROVEN.size() < MOST_PROVEN) {
      PROVEN.add(sql);
    }
  }

  @Override
  public Query<RowSet<Row>> query(String sql) {
    return new Statement<>(sql, connection.query(sql));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    return new Prepared<>(sql, connection.preparedQuery(sql));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
    return new Prepared<>(sql, connection.preparedQuery(sql, options));
  }

  @Override
  public Driver<?> driver() {
    return ((SqlClientInternal) connection).driver();
  }

  @Override
  public void group(Handler<SqlClient> block) {
    block.handle(this);
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  private static IllegalStateException ended() {
    return new IllegalStateException("this transaction is over; its client must not be kept");
  }

  private class Statement<T> implements Query<T> {

    final String sql;
    private final Query<T> statement;

    Statement(String sql, Query<T> statement) {
      this.sql = sql;
      this.statement = statement;
    }

    @Override
    public Future<T> execute() {
      return send(sql, statement::execute);
    }

    @Override
    public <R> Query<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
      return new Statement<>(sql, statement.collecting(collector));
    }

    @Override
    public <U> Query<RowSet<U>> mapping(Function<Row, U> mapper) {
      return new Statement<>(sql, statement.mapping(mapper));
    }
  }

  private final class Prepared<T> extends Statement<T> implements PreparedQuery<T> {

    private final PreparedQuery<T> statement;

    Prepared(String sql, PreparedQuery<T> statement) {
      super(sql, statement);
      this.statement = statement;
    }

    @Override
    public Future<T> execute(Tuple parameters) {
      return send(sql, () -> statement.execute(parameters));
    }

    @Override
    public Future<T> executeBatch(List<Tuple> batch) {
      return send(sql, () -> statement.executeBatch(batch));
    }

    @Override
    public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
      return new Prepared<>(sql, statement.collecting(collector));
    }

    @Override
    public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
      return new Prepared<>(sql, statement.mapping(mapper));
    }
  }
}
