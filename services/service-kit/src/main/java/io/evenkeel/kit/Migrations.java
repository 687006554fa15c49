package io.evenkeel.kit;

import io.evenkeel.model.Sha256;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables of a module up to date: plain SQL files {@code db/migration/<module>/V001.sql},
 * {@code V002.sql} … on the class path, each run once, in order, all in one transaction.
 *
 * <p>Statements end with a semicolon at the end of a line; lines that begin with two dashes are
 * comments. {@code ${identity}} becomes the engine's auto-increment primary key.
 */
public final class Migrations {

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  private static final String TABLE = "CREATE TABLE IF NOT EXISTS schema_version ("
      + "module VARCHAR(64) PRIMARY KEY, version INTEGER NOT NULL)";
  private static final String CURRENT =
      "SELECT version FROM schema_version WHERE module = #{module}";
  private static final String RECORD =
      "INSERT INTO schema_version (module, version) VALUES (#{module}, #{version})"
          + " ON CONFLICT (module) DO UPDATE SET version = #{version}";

  private static final String CHECKSUMS = "CREATE TABLE IF NOT EXISTS schema_checksum ("
      + "module VARCHAR(64) NOT NULL, version INTEGER NOT NULL, checksum VARCHAR(64) NOT NULL,"
      + " PRIMARY KEY (module, version))";
  private static final String APPLIED =
      "SELECT version, checksum FROM schema_checksum WHERE module = #{module}";
  private static final String SEAL =
      "INSERT INTO schema_checksum (module, version, checksum) VALUES (#{module}, #{version},"
          + " #{checksum}) ON CONFLICT (module, version) DO NOTHING";

  private Migrations() {}

  /** Applies what {@code module} ships and the database has not seen yet. */
  public static Future<Void> apply(Database database, String module) {
    List<String> scripts = scripts(module);
    return database.longTransaction(client -> database
        .lock(client, "migrations")
        .compose(alone -> client.query(TABLE).execute())
        .compose(created -> client.query(CHECKSUMS).execute())
        .compose(created -> check(client, module, scripts))
        .compose(created -> Sql.forQuery(client, CURRENT).execute(Map.of("module", module)))
        .map(Migrations::version)
        .map(version -> warnOfNewer(module, version, scripts.size()))
        .compose(version -> upgrade(client, database.dialect(), module, version, scripts)));
  }

  /** A script that changed after it was applied would leave two kinds of database behind. */
  private static Future<Void> check(SqlClient client, String module, List<String> scripts) {
    return Sql.forQuery(client, APPLIED).execute(Map.of("module", module)).map(rows -> {
      rows.forEach(row -> {
        int version = row.getInteger("version");
        boolean known = version <= scripts.size();
        if (known && !Sha256.hex(scripts.get(version - 1)).equals(row.getString("checksum"))) {
          throw new IllegalStateException(("migration V%03d of %s is not the one this store was"
                  + " made with; add a new one instead of changing it")
              .formatted(version, module));
        }
      });
      return null;
    });
  }

  /**
   * Migrations only add, so that two releases can work side by side while one replaces the other: a
   * process of the older one that is started again in the middle goes on, and says so.
   */
  private static int warnOfNewer(String module, int version, int known) {
    if (version > known) {
      LOG.atWarn()
          .addKeyValue("module", module)
          .addKeyValue("version", version)
          .addKeyValue("known", known)
          .log("the store was used by a newer release; this one uses what it knows of it");
    }
    return version;
  }

  private static Future<Void> upgrade(
      SqlClient client, Dialect dialect, String module, int from, List<String> scripts) {
    Future<Void> done = Future.succeededFuture();
    for (int version = from + 1; version <= scripts.size(); version++) {
      int target = version;
      for (String statement : statements(dialect.adapt(scripts.get(version - 1)))) {
        done = done.compose(previous -> client.query(statement).execute().mapEmpty());
      }
      done = done.compose(previous -> Sql.forUpdate(client, RECORD)
          .execute(Map.of("module", module, "version", target))
          .compose(recorded -> Sql.forUpdate(client, SEAL)
              .execute(Map.of(
                  "module", module,
                  "version", target,
                  "checksum", Sha256.hex(scripts.get(target - 1)))))
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
