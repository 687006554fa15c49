package io.evenkeel.kit.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.impl.SqlClientInternal;
import io.vertx.sqlclient.spi.Driver;
import java.sql.SQLException;

/** Statements as values; subclasses say on which connection and thread they run. */
public abstract class SqliteClient implements SqlClientInternal {

  /** What is done with a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T on(SqliteConnection connection) throws SQLException;
  }

  /** Runs {@code work}; a failure of SQLite is the future's. */
  protected abstract <T> Future<T> run(Work<T> work);

  @Override
  public Query<RowSet<Row>> query(String sql) {
    return preparedQuery(sql);
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    return new SqliteQuery<>(this, sql, rows -> rows);
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
    return preparedQuery(sql);
  }

  @Override
  public Driver<?> driver() {
    return SqliteDriver.PLACEHOLDERS;
  }

  @Override
  public void group(Handler<SqlClient> block) {
    block.handle(this);
  }

  /** Whoever gave it out closes what is behind it. */
  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
