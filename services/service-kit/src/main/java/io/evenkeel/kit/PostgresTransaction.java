package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.core.Handler;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A transaction on one connection. Statements are sent as they are asked for, the first along with
 * the begin, without waiting for the answers to those before; any that fails fails the transaction,
 * even if nobody waited for it. Everything happens on the connection's event loop.
 */
final class PostgresTransaction implements SqlClientInternal {

  private static final String ABORTED_BEFORE = "25P02";

  /** For the answers that are still due when the work is done, and for the commit. */
  private static final int END_SECONDS = 15;

  private final SqlConnection connection;
  private Future<?> last = Future.succeededFuture();
  private @Nullable Throwable failure;
  private boolean over;

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
    return Future.succeededFuture((SqlClient) transaction)
        .compose(work)
        .timeout(seconds, TimeUnit.SECONDS)
        .compose(
            result ->
                transaction.commit().timeout(END_SECONDS, TimeUnit.SECONDS).map(result),
            transaction::rollBack);
  }

  /** Not before every answer is there: a commit sent after a failure would look like a success. */
  private Future<Void> commit() {
    over = true;
    return last.transform(answered -> {
      Throwable cause = failure;
      return cause == null
          ? connection.query("COMMIT").execute().<Void>mapEmpty()
          : this.<Void>rollBack(cause);
    });
  }

  private <T> Future<T> rollBack(Throwable cause) {
    over = true;
    return connection
        .query("ROLLBACK")
        .execute()
        .timeout(END_SECONDS, TimeUnit.SECONDS)
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

  @Override
  public Query<RowSet<Row>> query(String sql) {
    return new Statement<>(connection.query(sql));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    return new Prepared<>(connection.preparedQuery(sql));
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
    return new Prepared<>(connection.preparedQuery(sql, options));
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

  private <T> Future<T> send(Query<T> statement) {
    return over ? Future.failedFuture(ended()) : sent(statement.execute());
  }

  private static IllegalStateException ended() {
    return new IllegalStateException("this transaction is over; its client must not be kept");
  }

  private class Statement<T> implements Query<T> {

    private final Query<T> statement;

    Statement(Query<T> statement) {
      this.statement = statement;
    }

    @Override
    public Future<T> execute() {
      return send(statement);
    }

    @Override
    public <R> Query<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
      return new Statement<>(statement.collecting(collector));
    }

    @Override
    public <U> Query<RowSet<U>> mapping(Function<Row, U> mapper) {
      return new Statement<>(statement.mapping(mapper));
    }
  }

  private final class Prepared<T> extends Statement<T> implements PreparedQuery<T> {

    private final PreparedQuery<T> statement;

    Prepared(PreparedQuery<T> statement) {
      super(statement);
      this.statement = statement;
    }

    @Override
    public Future<T> execute(Tuple parameters) {
      return over ? Future.failedFuture(ended()) : sent(statement.execute(parameters));
    }

    @Override
    public Future<T> executeBatch(List<Tuple> batch) {
      return over ? Future.failedFuture(ended()) : sent(statement.executeBatch(batch));
    }

    @Override
    public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
      return new Prepared<>(statement.collecting(collector));
    }

    @Override
    public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
      return new Prepared<>(statement.mapping(mapper));
    }
  }
}
