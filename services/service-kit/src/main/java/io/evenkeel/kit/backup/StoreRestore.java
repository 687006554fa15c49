package io.evenkeel.kit.backup;

import io.evenkeel.kit.Database;
import io.evenkeel.kit.Dialect;
import io.evenkeel.kit.Migrations;
import io.evenkeel.kit.Refusal;
import io.evenkeel.kit.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty store with the rows of another, all of them or none: it is one transaction, so
 * whoever is interrupted begins anew.
 */
public final class StoreRestore {

  /** What makes an installation that is in use. */
  private static final List<String> MUST_BE_EMPTY = List.of("project", "execution", "event_log");

  /** The services that run hear what they hear; what the other's heard is added. */
  private static final String SUBSCRIPTIONS = "subscription";

  private final SqlClient client;
  private final Dialect dialect;
  private final Map<String, StoreTables.Table> tables;

  private StoreRestore(SqlClient client, Dialect dialect, List<StoreTables.Table> tables) {
    this.client = client;
    this.dialect = dialect;
    this.tables =
        tables.stream().collect(Collectors.toMap(StoreTables.Table::name, Function.identity()));
  }

  /**
   * Runs {@code fill} on the store of {@code database}, which has to be empty and have its tables
   * at the versions of {@code schema}.
   *
   * <p>Fails with a {@link Refusal} that says so if it has not; then nothing was changed.
   */
  public static <T> Future<T> into(
      Database database, Map<String, Integer> schema, Function<StoreRestore, Future<T>> fill) {
    return prepare(database, schema)
        .compose(prepared -> database.longTransaction(client -> StoreTables.schema(client)
            .map(here -> checkSchema(here, schema))
            .compose(fits -> StoreTables.of(client, database.dialect()))
            .map(tables -> new StoreRestore(client, database.dialect(), tables))
            .compose(restore -> restore.empty().compose(emptied -> fill.apply(restore)))));
  }

  /** Makes the tables that no service has made yet. */
  private static Future<Void> prepare(Database database, Map<String, Integer> schema) {
    Future<Void> done = Future.succeededFuture();
    for (String module : new TreeMap<>(schema).keySet()) {
      if (!module.matches("[a-z][a-z-]*")) {
        return Future.failedFuture(new Refusal(400, "the backup names no module: " + module));
      }
      done = done.compose(before -> Migrations.apply(database, module));
    }
    return done;
  }

  private static boolean checkSchema(Map<String, Integer> here, Map<String, Integer> there) {
    new TreeMap<>(there).forEach((module, version) -> {
      int own = here.getOrDefault(module, 0);
      if (own != version) {
        throw new Refusal(
            409,
            ("the backup has the tables of %s at version %d, this server at %d: it was made by %s"
                    + " release; import it with that one%s")
                .formatted(
                    module,
                    version,
                    own,
                    own < version ? "a newer" : "an older",
                    own < version ? "" : " and start this one on the result"));
      }
    });
    return true;
  }

  private Future<Void> empty() {
    Future<Void> done = dialect == Dialect.SQLITE ? Future.succeededFuture() : lock();
    for (String table : MUST_BE_EMPTY) {
      if (tables.containsKey(table)) {
        done = done.compose(before -> checkEmpty(table));
      }
    }
    for (String table : new TreeMap<>(tables).keySet()) {
      if (!table.equals(SUBSCRIPTIONS)) {
        done = done.compose(
            before -> client.query("DELETE FROM " + table).execute().mapEmpty());
      }
    }
    return done;
  }

  /** Others read on, and whoever writes waits. */
  private Future<Void> lock() {
    String all = String.join(", ", new TreeMap<>(tables).keySet());
    return client
        .query("LOCK TABLE %s IN EXCLUSIVE MODE".formatted(all))
        .execute()
        .mapEmpty();
  }

  private Future<Void> checkEmpty(String table) {
    return client.query("SELECT 1 FROM %s LIMIT 1".formatted(table)).execute().map(rows -> {
      if (rows.size() > 0) {
        throw new Refusal(
            409,
            "this installation is in use (its table %s has rows); import into an empty one"
                .formatted(table));
      }
      return null;
    });
  }

  /** Adds {@code rows}, whose values are in the order of {@code columns}. */
  public Future<Void> insert(
      String table, List<String> columns, List<List<@Nullable Object>> rows) {
    checkColumns(table, columns);
    List<Map<String, Object>> batch =
        rows.stream().map(row -> named(columns, row)).toList();
    return Sql.forUpdate(client, insertion(table, columns)).executeBatch(batch).mapEmpty();
  }

  /** Lets {@code table} go on numbering after {@code last}; 0 if it gives out no numbers. */
  public Future<Void> continueAfter(String table, long last) {
    StoreTables.Table known = tables.get(table);
    if (last == 0 || known == null) {
      return Future.succeededFuture();
    }
    if (dialect == Dialect.SQLITE) {
      return client
          .query("DELETE FROM sqlite_sequence WHERE name = '%s'".formatted(table))
          .execute()
          .compose(gone -> client
              .query("INSERT INTO sqlite_sequence (name, seq) VALUES ('%s', %d)"
                  .formatted(table, last))
              .execute())
          .mapEmpty();
    }
    return known
        .identity()
        .map(column -> client
            .query("SELECT setval(pg_get_serial_sequence('%s', '%s'), %d)"
                .formatted(table, column, last))
            .execute()
            .<Void>mapEmpty())
        .orElse(Future.succeededFuture());
  }

  /** Names go into the statement, so only those this store has itself are taken. */
  private void checkColumns(String table, List<String> columns) {
    StoreTables.Table known = tables.get(table);
    if (known == null || !known.columns().containsAll(columns)) {
      throw new Refusal(
          409,
          "the backup has a table %s (%s) that this server does not know"
              .formatted(table, String.join(", ", columns)));
    }
  }

  private String insertion(String table, List<String> columns) {
    String numbered = dialect == Dialect.SQLITE ? "" : " OVERRIDING SYSTEM VALUE";
    String values = columns.stream().map("#{%s}"::formatted).collect(Collectors.joining(", "));
    String conflict = table.equals(SUBSCRIPTIONS) ? " ON CONFLICT DO NOTHING" : "";
    return "INSERT INTO %s (%s)%s VALUES (%s)%s"
        .formatted(table, String.join(", ", columns), numbered, values, conflict);
  }

  private static Map<String, Object> named(List<String> columns, List<@Nullable Object> row) {
    if (row.size() != columns.size()) {
      throw new Refusal(400, "a row of the backup has another number of values than columns");
    }
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i), row.get(i));
    }
    return values;
  }
}
