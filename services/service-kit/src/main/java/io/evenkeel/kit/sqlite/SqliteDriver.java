package io.evenkeel.kit.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.net.NetClientOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import io.vertx.sqlclient.spi.Driver;
import java.util.function.Supplier;

/**
 * Tells templates how parameters look in SQLite: {@code ?1}, {@code ?2}, so that one used twice is
 * bound once. Connections are not made this way.
 */
final class SqliteDriver implements Driver<SqlConnectOptions> {

  static final SqliteDriver PLACEHOLDERS = new SqliteDriver();

  private SqliteDriver() {}

  @Override
  public int appendQueryPlaceholder(StringBuilder query, int index, int current) {
    query.append('?').append(index + 1);
    return index;
  }

  @Override
  public Pool newPool(
      Vertx vertx,
      Supplier<Future<SqlConnectOptions>> databases,
      PoolOptions options,
      NetClientOptions transport,
      Handler<SqlConnection> onConnect,
      CloseFuture closing) {
    throw notThisWay();
  }

  @Override
  public ConnectionFactory<SqlConnectOptions> createConnectionFactory(
      Vertx vertx, NetClientOptions transport) {
    throw notThisWay();
  }

  @Override
  public SqlConnectOptions parseConnectionUri(String uri) {
    throw notThisWay();
  }

  @Override
  public boolean acceptsOptions(SqlConnectOptions options) {
    return false;
  }

  @Override
  public SqlConnectOptions downcast(SqlConnectOptions options) {
    throw notThisWay();
  }

  private static UnsupportedOperationException notThisWay() {
    return new UnsupportedOperationException("SQLite is opened by SqliteConnection");
  }
}
