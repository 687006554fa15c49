package io.evenkeel.kit.sqlite;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection and the statements it has prepared. Every call blocks until SQLite is done; one
 * thread at a time.
 */
public final class SqliteConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteConnection.class);

  /** More than the product has; lists with many filters make statements of their own. */
  private static final int KEPT = 256;

  private final Connection connection;
  private final Map<String, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);

  private SqliteConnection(Connection connection) {
    this.connection = connection;
  }

  /** A statement and the names of its columns; no names if it yields no rows. */
  private static final class Kept {
    private final PreparedStatement statement;
    private List<String> columns = List.of();

    Kept(PreparedStatement statement) {
      this.statement = statement;
    }
  }

  /** Opens the database at a JDBC address. */
  public static SqliteConnection open(String url) throws SQLException {
    return new SqliteConnection(DriverManager.getConnection(url));
  }

  /** Runs one statement to its end. */
  public synchronized SqliteRows<Row> run(String sql, Tuple parameters) throws SQLException {
    Kept found = prepared(sql);
    boolean done = false;
    try {
      bind(found.statement, parameters);
      SqliteRows<Row> result = found.statement.execute()
          ? rows(found)
          : new SqliteRows<>(List.of(), found.columns, found.statement.getUpdateCount());
      done = true;
      return result;
    } finally {
      if (!done) {
        forget(sql);
      }
    }
  }

  /** Runs one statement without parameters to its end. */
  public SqliteRows<Row> run(String sql) throws SQLException {
    return run(sql, Tuple.tuple());
  }

  /** Changes a setting of the connection: some take effect when they are prepared, so each is. */
  synchronized void set(String pragma) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(pragma);
    }
  }

  private Kept prepared(String sql) throws SQLException {
    Kept known = kept.get(sql);
    if (known != null) {
      return known;
    }
    Kept fresh = new Kept(connection.prepareStatement(sql));
    kept.put(sql, fresh);
    if (kept.size() > KEPT) {
      forget(kept.keySet().iterator().next());
    }
    return fresh;
  }

  /** The driver ends a statement that failed, so it can not be run again. */
  private void forget(String sql) {
    Kept forgotten = kept.remove(sql);
    if (forgotten != null) {
      try {
        forgotten.statement.close();
      } catch (SQLException endedAlready) {
        LOG.atDebug().setCause(endedAlready).log("a statement was closed by its failure");
      }
    }
  }

  private static void bind(PreparedStatement statement, Tuple parameters) throws SQLException {
    for (int index = 0; index < parameters.size(); index++) {
      Object value = parameters.getValue(index);
      if (value instanceof String text) {
        statement.setString(index + 1, text);
      } else {
        statement.setObject(index + 1, value);
      }
    }
  }

  /** Reads to the end: a statement left half-way would keep what it reads from being tidied up. */
  private static SqliteRows<Row> rows(Kept found) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet results = found.statement.getResultSet()) {
      if (found.columns.isEmpty()) {
        found.columns = columns(results.getMetaData());
      }
      while (results.next()) {
        SqliteRow row = new SqliteRow(found.columns);
        for (int column = 1; column <= found.columns.size(); column++) {
          row.addValue(results.getObject(column));
        }
        rows.add(row);
      }
    }
    return new SqliteRows<>(rows, found.columns, rows.size());
  }

  private static List<String> columns(ResultSetMetaData description) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int column = 1; column <= description.getColumnCount(); column++) {
      names.add(description.getColumnLabel(column));
    }
    return List.copyOf(names);
  }

  /** For when nothing depends on it any more. */
  void closeQuietly() {
    try {
      close();
    } catch (SQLException broken) {
      LOG.atDebug().setCause(broken).log("a connection to the store did not close");
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    kept.clear();
    connection.close();
  }
}
