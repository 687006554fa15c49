package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.impl.SqlClientInternal;
import io.vertx.sqlclient.spi.Driver;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;

/** A client that has every result watched. The templates ask any client for its driver. */
final class MeasuredReader implements SqlClientInternal {

  /** Watches a result that is still to come. */
  interface Watch {
    <T> Future<T> over(Future<T> result);
  }

  private final SqlClientInternal client;
  private final Watch watch;

  MeasuredReader(SqlClient client, Watch watch) {
    this.client = (SqlClientInternal) client;
    this.watch = watch;
  }

  @Override
  public Query<RowSet<Row>> query(String sql) {
    return new Watched<>(client.query(sql), watch);
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    return new Prepared<>(client.preparedQuery(sql), watch);
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
    return new Prepared<>(client.preparedQuery(sql, options), watch);
  }

  @Override
  public Future<Void> close() {
    return client.close();
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Driver driver() {
    return client.driver();
  }

  @Override
  public void group(Handler<SqlClient> block) {
    client.group(block);
  }

  private record Watched<T>(Query<T> query, Watch watch) implements Query<T> {

    @Override
    public Future<T> execute() {
      return watch.over(query.execute());
    }

    @Override
    public <R> Query<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
      return new Watched<>(query.collecting(collector), watch);
    }

    @Override
    public <U> Query<RowSet<U>> mapping(Function<Row, U> mapper) {
      return new Watched<>(query.mapping(mapper), watch);
    }
  }

  private record Prepared<T>(PreparedQuery<T> query, Watch watch) implements PreparedQuery<T> {

    @Override
    public Future<T> execute() {
      return watch.over(query.execute());
    }

    @Override
    public Future<T> execute(Tuple tuple) {
      return watch.over(query.execute(tuple));
    }

    @Override
    public Future<T> executeBatch(List<Tuple> batch) {
      return watch.over(query.executeBatch(batch));
    }

    @Override
    public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
      return new Prepared<>(query.collecting(collector), watch);
    }

    @Override
    public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
      return new Prepared<>(query.mapping(mapper), watch);
    }
  }
}
