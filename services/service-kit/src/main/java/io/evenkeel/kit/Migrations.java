package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Brings the tables of a module up to date: plain SQL files {@code db/migration/<module>/V001.sql},
 * {@code V002.sql} … on the class path, each run once, in order, all in one transaction.
 *
 * <p>Statements end with a semicolon at the end of a line; lines that begin with two dashes are
 * comments. {@code ${identity}} becomes the engine's auto-increment primary key.
 */
public final class Migrations {

  private static final String TABLE = "CREATE TABLE IF NOT EXISTS schema_version ("
      + "module VARCHAR(64) PRIMARY KEY, version INTEGER NOT NULL)";
  private static final String CURRENT =
      "SELECT version FROM schema_version WHERE module = #{module}";
  private static final String RECORD =
      "INSERT INTO schema_version (module, version) VALUES (#{module}, #{version})"
          + " ON CONFLICT (module) DO UPDATE SET version = #{version}";

  private Migrations() {}

  /** Applies what {@code module} ships and the database has not seen yet. */
  public static Future<Void> apply(Database database, String module) {
    List<String> scripts = scripts(module);
    return database.transaction(client -> database
        .lock(client, "migrations")
        .compose(alone -> client.query(TABLE).execute())
        .compose(created -> SqlTemplate.forQuery(client, CURRENT).execute(Map.of("module", module)))
        .map(Migrations::version)
        .compose(version -> upgrade(client, database.dialect(), module, version, scripts)));
  }

  private static Future<Void> upgrade(
      SqlClient client, Dialect dialect, String module, int from, List<String> scripts) {
    Future<Void> done = Future.succeededFuture();
    for (int version = from + 1; version <= scripts.size(); version++) {
      int target = version;
      for (String statement : statements(dialect.adapt(scripts.get(version - 1)))) {
        done = done.compose(previous -> client.query(statement).execute().mapEmpty());
      }
      done = done.compose(previous -> SqlTemplate.forUpdate(client, RECORD)
          .execute(Map.of("module", module, "version", target))
          .mapEmpty());
    }
    return done;
  }

  private static List<String> statements(String script) {
    return Arrays.stream(script.replaceAll("(?m)^--.*\\n", "").split(";\\s*(\\n|$)"))
        .filter(statement -> !statement.isBlank())
        .toList();
  }

  private static List<String> scripts(String module) {
    List<String> scripts = new ArrayList<>();
    for (int version = 1; ; version++) {
      String name = "/db/migration/%s/V%03d.sql".formatted(module, version);
      try (InputStream script = Migrations.class.getResourceAsStream(name)) {
        if (script == null) {
          return scripts;
        }
        scripts.add(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  private static int version(RowSet<Row> rows) {
    return rows.size() == 0 ? 0 : rows.iterator().next().getInteger("version");
  }
}
