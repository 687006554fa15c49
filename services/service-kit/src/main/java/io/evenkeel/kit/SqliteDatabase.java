package io.evenkeel.kit;

import io.evenkeel.kit.sqlite.SqliteReaders;
import io.evenkeel.kit.sqlite.SqliteWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

/**
 * The embedded store: SQLite in WAL mode. A transaction completes once it is on the disk, so that
 * it survives {@code kill -9} and power loss.
 *
 * <p>There is one {@linkplain SqliteWriter writer}, with group commit; readers have connections of
 * their own. What a full disk turns down is a {@link Refusal} with status 507; nothing of it is
 * stored.
 */
public final class SqliteDatabase implements Database {

  private static final int READERS = 3;

  private final SqliteWriter writer;
  private final SqliteReaders readers;

  private SqliteDatabase(SqliteWriter writer, SqliteReaders readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /** Opens {@code file}, creating it when absent; its directory must exist. */
  public static Future<Database> open(Vertx vertx, Path file) {
    // Generated keys would cost a second statement after each; nobody asks for them.
    String url = "jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000"
        + "&jdbc.get_generated_keys=false";
    return SqliteWriter.open(vertx, file, url)
        .map(writer -> new SqliteDatabase(writer, new SqliteReaders(vertx, url, READERS)));
  }

  @Override
  public <T> Future<T> transaction(Function<SqlClient, Future<T>> work) {
    return writer
        .transaction(work)
        .recover(cause -> Future.failedFuture(StoreFailures.readable(cause)));
  }

  @Override
  public <T> Future<T> statement(Function<SqlClient, Future<T>> statement) {
    return transaction(statement);
  }

  /** The commit is shared with others and costs no message. */
  @Override
  public <T> Future<T> last(SqlClient client, Function<SqlClient, Future<T>> statements) {
    return statements.apply(client);
  }

  @Override
  public <T> Future<T> longTransaction(Function<SqlClient, Future<T>> work) {
    return writer
        .longTransaction(work)
        .recover(cause -> Future.failedFuture(StoreFailures.readable(cause)));
  }

  @Override
  public <T> Future<T> snapshot(Function<SqlClient, Future<T>> work) {
    return readers.snapshot(work);
  }

  /** There is one writer: every transaction has the whole store to itself. */
  @Override
  public Future<Void> lock(SqlClient client, String... keys) {
    return Future.succeededFuture();
  }

  @Override
  public SqlClient lookups() {
    return readers;
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
    return readers.close().transform(closed -> writer.close());
  }
}
