package io.evenkeel.kit.sqlite;

import io.vertx.core.Future;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;

/** A statement for {@code client}, and what is to become of its rows. */
record SqliteQuery<T>(SqliteClient client, String sql, Function<SqliteRows<Row>, T> result)
    implements PreparedQuery<T> {

  @Override
  public Future<T> execute() {
    return execute(Tuple.tuple());
  }

  @Override
  public Future<T> execute(Tuple parameters) {
    return client.run(connection -> result.apply(connection.run(sql, parameters)));
  }

  @Override
  public Future<T> executeBatch(List<Tuple> batch) {
    return client.run(connection -> {
      List<SqliteRows<Row>> all = new ArrayList<>(batch.size());
      for (Tuple parameters : batch) {
        all.add(connection.run(sql, parameters));
      }
      return result.apply(SqliteRows.chain(all));
    });
  }

  @Override
  public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
    return new SqliteQuery<>(client, sql, rows -> SqliteRows.collect(rows, collector));
  }

  @Override
  public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
    return new SqliteQuery<>(client, sql, rows -> rows.map(mapper));
  }
}
