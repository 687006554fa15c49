package io.evenkeel.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link BulkStore} on PostgreSQL: a column is an array, so that a thousand rows are one insert.
 */
final class PostgresBulk implements BulkStore {

  private static final int BATCH = 2_000;

  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;
  private final List<String> indexes = new ArrayList<>();
  private final Map<String, List<Object[]>> waiting = new HashMap<>();
  private final List<Table> filled = new ArrayList<>();
  private Future<?> running = Future.succeededFuture();

  /** {@code address} is like {@code postgresql://USER:PASSWORD@HOST/DATABASE}. */
  PostgresBulk(String address) {
    PgConnectOptions options = PgConnectOptions.fromUri(address)
        .setCachePreparedStatements(true)
        .addProperty("synchronous_commit", "off")
        .addProperty("maintenance_work_mem", "1GB");
    pool = PgBuilder.pool()
        .connectingTo(options)
        .with(new PoolOptions().setMaxSize(1))
        .using(vertx)
        .build();
  }

  private RowSet<Row> query(String sql, Object... values) {
    return pool.preparedQuery(sql).execute(Tuple.from(values)).await();
  }

  @Override
  public Table describe(String table) {
    List<Column> columns = new ArrayList<>();
    query(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $1"
                + " AND table_schema = current_schema() AND is_identity = 'NO'"
                + " ORDER BY ordinal_position",
            table)
        .forEach(row -> columns.add(
            new Column(row.getString(0), List.of("bigint", "integer").contains(row.getString(1)))));
    return new Table(table, columns);
  }

  @Override
  public List<Object[]> rows(Table table, String column, String value) {
    String sql = "SELECT %s FROM %s WHERE %s = $1".formatted(names(table), table.name(), column);
    List<Object[]> found = new ArrayList<>();
    query(sql, value).forEach(row -> {
      Object[] copy = new Object[table.columns().size()];
      for (int index = 0; index < copy.length; index++) {
        copy[index] =
            table.columns().get(index).isNumber() ? row.getLong(index) : row.getString(index);
      }
      found.add(copy);
    });
    return found;
  }

  private static String names(Table table) {
    return String.join(", ", table.columns().stream().map(Column::name).toList());
  }

  @Override
  public void begin(List<Table> tables) {
    for (Table table : tables) {
      filled.add(table);
      query(
              "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = $1"
                  + " AND schemaname = current_schema()"
                  + " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
              table.name())
          .forEach(row -> {
            indexes.add(row.getString(1));
            query("DROP INDEX " + row.getString(0));
          });
    }
  }

  @Override
  public void add(Table table, Object[] row) {
    List<Object[]> rows = waiting.computeIfAbsent(table.name(), first -> new ArrayList<>());
    rows.add(row);
    if (rows.size() == BATCH) {
      waiting.put(table.name(), new ArrayList<>(BATCH));
      insert(table, rows);
    }
  }

  /** The server writes one batch while the next is made. */
  private void insert(Table table, List<Object[]> rows) {
    List<String> arrays = new ArrayList<>();
    Tuple values = Tuple.tuple();
    for (int index = 0; index < table.columns().size(); index++) {
      int at = index;
      boolean number = table.columns().get(index).isNumber();
      arrays.add("$%d::%s[]".formatted(index + 1, number ? "bigint" : "text"));
      values.addValue(
          number
              ? rows.stream().map(row -> (Long) row[at]).toArray(Long[]::new)
              : rows.stream().map(row -> (String) row[at]).toArray(String[]::new));
    }
    String sql = "INSERT INTO %s (%s) SELECT * FROM unnest(%s)"
        .formatted(table.name(), names(table), String.join(", ", arrays));
    running.await();
    running = pool.preparedQuery(sql).execute(values);
  }

  @Override
  public void end() {
    for (Table table : filled) {
      insert(table, waiting.getOrDefault(table.name(), List.of()));
    }
    running.await();
    indexes.forEach(this::query);
    // As the server's own housekeeping would, but now.
    for (Table table : filled) {
      pool.query("VACUUM ANALYZE " + table.name()).execute().await();
    }
  }

  @Override
  public long count(String table) {
    return query("SELECT COUNT(*) FROM " + table).iterator().next().getLong(0);
  }

  @Override
  public void close() {
    pool.close().await();
    vertx.close().await();
  }
}
