package io.evenkeel.kit.backup;

import io.evenkeel.kit.Database;
import io.evenkeel.kit.Dialect;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a store as they were at one moment, read in pages. */
public final class StoreSnapshot {

  private static final int PAGE = 500;
  private static final String POSTGRES_LAST = "SELECT COALESCE(pg_sequence_last_value("
      + "pg_get_serial_sequence('%s', '%s')::regclass), 0)";

  private final SqlClient client;
  private final Dialect dialect;
  private final Map<String, Integer> schema;
  private final List<StoreTables.Table> tables;

  private StoreSnapshot(
      SqlClient client,
      Dialect dialect,
      Map<String, Integer> schema,
      List<StoreTables.Table> tables) {
    this.client = client;
    this.dialect = dialect;
    this.schema = Map.copyOf(schema);
    this.tables = List.copyOf(tables);
  }

  /** Takes a snapshot of {@code database}; it is there until what {@code use} returns ends. */
  public static <T> Future<T> of(Database database, Function<StoreSnapshot, Future<T>> use) {
    return database.snapshot(client -> StoreTables.schema(client)
        .compose(schema -> StoreTables.of(client, database.dialect())
            .map(tables -> new StoreSnapshot(client, database.dialect(), schema, tables)))
        .compose(use));
  }

  /** The version of every module's tables. */
  public Map<String, Integer> schema() {
    return schema;
  }

  public List<String> tables() {
    return tables.stream().map(StoreTables.Table::name).toList();
  }

  public List<String> columns(String table) {
    return table(table).columns();
  }

  /** The highest number {@code table} has given out by itself; 0 if it gives out none. */
  public Future<Long> lastIdentity(String table) {
    if (dialect == Dialect.SQLITE) {
      return client
          .query("SELECT seq FROM sqlite_sequence WHERE name = '%s'".formatted(table))
          .execute()
          .map(StoreSnapshot::number);
    }
    return table(table)
        .identity()
        .map(column -> client
            .query(POSTGRES_LAST.formatted(table, column))
            .execute()
            .map(StoreSnapshot::number))
        .orElse(Future.succeededFuture(0L));
  }

  /** Every row, some at a time: the values in the order of the columns. */
  public Pages pages(String table) {
    return dialect == Dialect.SQLITE ? new ByRowId(table) : new ByCursor(table);
  }

  private StoreTables.Table table(String name) {
    return tables.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no table " + name));
  }

  private String select(String table) {
    return "SELECT %s FROM %s".formatted(String.join(", ", columns(table)), table);
  }

  /** A table's rows, one page after the other. */
  public interface Pages {

    /** The next rows; none when all were read. */
    Future<List<List<@Nullable Object>>> next();
  }

  private final class ByRowId implements Pages {
    private final String statement;
    private final int width;
    private long last = Long.MIN_VALUE;

    ByRowId(String table) {
      width = columns(table).size();
      statement = "SELECT %s, rowid FROM %s WHERE rowid > ? ORDER BY rowid LIMIT %d"
          .formatted(String.join(", ", columns(table)), table, PAGE);
    }

    @Override
    public Future<List<List<@Nullable Object>>> next() {
      return client.preparedQuery(statement).execute(Tuple.of(last)).map(rows -> {
        for (Row row : rows) {
          last = row.getLong(width);
        }
        return values(rows, width);
      });
    }
  }

  private final class ByCursor implements Pages {
    private final String table;
    private boolean open;

    ByCursor(String table) {
      this.table = table;
    }

    @Override
    public Future<List<List<@Nullable Object>>> next() {
      Future<?> opened = open
          ? Future.succeededFuture()
          : client
              .query("DECLARE every_%s CURSOR FOR %s".formatted(table, select(table)))
              .execute();
      open = true;
      return opened
          .compose(there ->
              client.query("FETCH %d FROM every_%s".formatted(PAGE, table)).execute())
          .map(rows -> values(rows, columns(table).size()));
    }
  }

  private static List<List<@Nullable Object>> values(RowSet<Row> rows, int width) {
    List<List<@Nullable Object>> all = new ArrayList<>();
    for (Row row : rows) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int column = 0; column < width; column++) {
        values.add(row.getValue(column));
      }
      all.add(values);
    }
    return all;
  }

  private static long number(RowSet<Row> rows) {
    return rows.size() == 0 ? 0 : rows.iterator().next().getLong(0);
  }
}
