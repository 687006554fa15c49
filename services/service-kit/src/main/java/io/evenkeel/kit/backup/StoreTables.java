package io.evenkeel.kit.backup;

import io.evenkeel.kit.Dialect;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which tables a store has. What every module's migrations made is found, none is named here. */
final class StoreTables {

  private static final String SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
      + " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE 'schema~_%' ESCAPE '~'"
      + " ORDER BY name";
  private static final String POSTGRES_TABLES = "SELECT table_name FROM information_schema.tables"
      + " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
      + " AND table_name NOT LIKE 'schema~_%' ESCAPE '~' ORDER BY table_name";
  private static final String SQLITE_COLUMNS =
      "SELECT name, 0 FROM pragma_table_info('%s') ORDER BY cid";
  private static final String POSTGRES_COLUMNS = "SELECT column_name,"
      + " CASE is_identity WHEN 'YES' THEN 1 ELSE 0 END FROM information_schema.columns"
      + " WHERE table_schema = current_schema() AND table_name = '%s' ORDER BY ordinal_position";
  private static final String SCHEMA = "SELECT module, version FROM schema_version ORDER BY module";

  private StoreTables() {}

  /**
   * A table.
   *
   * @param identity its column of numbers the store gives out; empty where nobody must know
   */
  record Table(String name, List<String> columns, Optional<String> identity) {
    Table {
      columns = List.copyOf(columns);
    }
  }

  static Future<List<Table>> of(SqlClient client, Dialect dialect) {
    String tables = dialect == Dialect.SQLITE ? SQLITE_TABLES : POSTGRES_TABLES;
    return client.query(tables).execute().compose(rows -> {
      Future<List<Table>> all = Future.succeededFuture(new ArrayList<>());
      for (Row row : rows) {
        String name = row.getString(0);
        all = all.compose(found -> table(client, dialect, name).map(table -> {
          found.add(table);
          return found;
        }));
      }
      return all;
    });
  }

  private static Future<Table> table(SqlClient client, Dialect dialect, String name) {
    String columns = dialect == Dialect.SQLITE ? SQLITE_COLUMNS : POSTGRES_COLUMNS;
    return client.query(columns.formatted(name)).execute().map(rows -> {
      List<String> names = new ArrayList<>();
      Optional<String> identity = Optional.empty();
      for (Row row : rows) {
        names.add(row.getString(0));
        if (row.getInteger(1) == 1) {
          identity = Optional.of(row.getString(0));
        }
      }
      return new Table(name, names, identity);
    });
  }

  /** The version of every module's tables. */
  static Future<Map<String, Integer>> schema(SqlClient client) {
    return client.query(SCHEMA).execute().map(rows -> {
      Map<String, Integer> versions = new HashMap<>();
      rows.forEach(row -> versions.put(row.getString(0), row.getInteger(1)));
      return versions;
    });
  }
}
