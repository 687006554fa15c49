package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.function.Function;

/** The store: one reactive code path and one SQL text for every engine. */
public interface Database {

  /**
   * Runs {@code work} in a transaction; the future succeeds once the commit is durable and fails,
   * with nothing stored, if {@code work} fails.
   *
   * <p>{@code work} must only use the client it is given, and never call {@code transaction} again:
   * on the embedded store there is one writer.
   */
  <T> Future<T> transaction(Function<SqlClient, Future<T>> work);

  /** A client for reading outside of a transaction; sees everything committed before. */
  SqlClient reader();

  /** Which engine this is. */
  Dialect dialect();

  /** Completes when running transactions have ended and files are closed. */
  Future<Void> close();

  /** What differs in the text of migrations. */
  enum Dialect {
    SQLITE("INTEGER PRIMARY KEY AUTOINCREMENT"),
    POSTGRESQL("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY");

    private final String identity;

    Dialect(String identity) {
      this.identity = identity;
    }

    /** Replaces the placeholders a migration may contain. */
    String adapt(String sql) {
      return sql.replace("${identity}", identity);
    }
  }
}
