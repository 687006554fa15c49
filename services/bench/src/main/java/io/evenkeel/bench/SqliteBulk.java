package io.evenkeel.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@link BulkStore} on the file of the embedded store, without any care for a crash. */
final class SqliteBulk implements BulkStore {

  private static final int BATCH = 5_000;
  private static final int BATCHES_PER_COMMIT = 40;

  private final Connection connection;
  private final List<String> indexes = new ArrayList<>();
  private final Map<String, Inserts> inserts = new HashMap<>();

  /** Rows on their way into a table. */
  private static final class Inserts {
    private final PreparedStatement statement;
    private int waiting;
    private int batches;

    Inserts(PreparedStatement statement) {
      this.statement = statement;
    }
  }

  /** Opens a file that a server made. */
  SqliteBulk(Path file) {
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      connection.setAutoCommit(true);
      for (String setting : List.of("synchronous = OFF", "cache_size = -1500000")) {
        run("PRAGMA " + setting);
      }
    } catch (SQLException unusable) {
      throw failed("open " + file, unusable);
    }
  }

  private static IllegalStateException failed(String what, SQLException cause) {
    return new IllegalStateException("could not %s: %s".formatted(what, cause.getMessage()), cause);
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public Table describe(String table) {
    List<Column> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
      while (rows.next()) {
        String type = rows.getString("type");
        boolean numbered = rows.getInt("pk") > 0 && type.equals("INTEGER");
        if (!numbered) {
          columns.add(new Column(rows.getString("name"), type.endsWith("INT") || isInteger(type)));
        }
      }
    } catch (SQLException unknown) {
      throw failed("describe " + table, unknown);
    }
    return new Table(table, columns);
  }

  private static boolean isInteger(String type) {
    return type.equals("INTEGER");
  }

  @Override
  public List<Object[]> rows(Table table, String column, String value) {
    String sql = "SELECT %s FROM %s WHERE %s = ?".formatted(names(table), table.name(), column);
    List<Object[]> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, value);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(row(table, rows));
        }
      }
    } catch (SQLException unreadable) {
      throw failed("read " + table.name(), unreadable);
    }
    return found;
  }

  private static Object[] row(Table table, ResultSet rows) throws SQLException {
    Object[] row = new Object[table.columns().size()];
    for (int index = 0; index < row.length; index++) {
      row[index] = table.columns().get(index).isNumber()
          ? (Object) rows.getLong(index + 1)
          : rows.getString(index + 1);
    }
    return row;
  }

  private static String names(Table table) {
    return String.join(", ", table.columns().stream().map(Column::name).toList());
  }

  @Override
  public void begin(List<Table> tables) {
    try {
      // A log as long as the whole store would be written twice.
      run("PRAGMA journal_mode = MEMORY");
      for (Table table : tables) {
        dropIndexes(table.name());
      }
      connection.setAutoCommit(false);
      for (Table table : tables) {
        inserts.put(table.name(), new Inserts(connection.prepareStatement(insert(table))));
      }
    } catch (SQLException unusable) {
      throw failed("prepare the tables", unusable);
    }
  }

  private void dropIndexes(String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement("SELECT name, sql FROM sqlite_master"
        + " WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL")) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString("name"));
          indexes.add(rows.getString("sql"));
        }
      }
    }
    for (String name : names) {
      run("DROP INDEX " + name);
    }
  }

  private static String insert(Table table) {
    return "INSERT INTO %s (%s) VALUES (%s)"
        .formatted(
            table.name(),
            names(table),
            String.join(", ", table.columns().stream().map(column -> "?").toList()));
  }

  @Override
  public void add(Table table, Object[] row) {
    Inserts into = Objects.requireNonNull(inserts.get(table.name()), table.name());
    try {
      for (int index = 0; index < row.length; index++) {
        into.statement.setObject(index + 1, row[index]);
      }
      into.statement.addBatch();
      if (++into.waiting == BATCH) {
        flush(into);
      }
    } catch (SQLException refused) {
      throw failed("write to " + table.name(), refused);
    }
  }

  private void flush(Inserts into) throws SQLException {
    into.statement.executeBatch();
    into.waiting = 0;
    if (++into.batches % BATCHES_PER_COMMIT == 0) {
      connection.commit();
    }
  }

  @Override
  public void end() {
    try {
      for (Inserts into : inserts.values()) {
        flush(into);
        into.statement.close();
      }
      connection.commit();
      connection.setAutoCommit(true);
      for (String index : indexes) {
        run(index);
      }
      run("PRAGMA journal_mode = WAL");
    } catch (SQLException refused) {
      throw failed("finish the tables", refused);
    }
  }

  @Override
  public long count(String table) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      return rows.next() ? rows.getLong(1) : 0;
    } catch (SQLException unreadable) {
      throw failed("count " + table, unreadable);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException stuck) {
      throw failed("close the store", stuck);
    }
  }
}
