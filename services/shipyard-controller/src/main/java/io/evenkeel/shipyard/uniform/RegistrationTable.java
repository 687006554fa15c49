package io.evenkeel.shipyard.uniform;

import io.evenkeel.kit.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code registration}: one row per name and namespace. */
public final class RegistrationTable {

  private static final String COLUMNS = "id, name, namespace, hostname, location, pod, deployment,"
      + " integration_version, distributor_version, last_seen, expired_at";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM registration";
  private static final String INSERT = "INSERT INTO registration (" + COLUMNS + ", registered_at)"
      + " VALUES (#{id}, #{name}, #{namespace}, #{hostname}, #{location}, #{pod}, #{deployment},"
      + " #{version}, #{distributor}, #{seen}, 0, #{seen}) ON CONFLICT DO NOTHING";
  private static final String BY_ID = SELECT + " WHERE id = #{id}";
  private static final String BY_NAME =
      SELECT + " WHERE name = #{name} AND namespace = #{namespace}";
  private static final String ALL = SELECT + " ORDER BY name, namespace";
  private static final String RETURNED = "UPDATE registration SET integration_version = #{version},"
      + " distributor_version = #{distributor}, last_seen = #{seen}, expired_at = 0,"
      + " registered_at = #{seen} WHERE id = #{id}";
  private static final String SEEN = "UPDATE registration SET last_seen = #{seen}"
      + " WHERE id = #{id} AND expired_at = 0 AND last_seen < #{seen}";
  private static final String STALE =
      SELECT + " WHERE expired_at = 0 AND last_seen < #{before} ORDER BY id";
  private static final String EXPIRE = "UPDATE registration SET expired_at = #{now}"
      + " WHERE id = #{id} AND expired_at = 0 AND last_seen < #{before}";
  private static final String FORGOTTEN = "SELECT id FROM registration"
      + " WHERE expired_at > 0 AND expired_at < #{before} ORDER BY id";
  private static final String KNOWN = "SELECT COUNT(*) AS n FROM registration WHERE name = #{name}";
  private static final String REGISTERED =
      "SELECT COUNT(*) AS n FROM registration WHERE name = #{name} AND registered_at > #{time}";
  private static final String DELETE = "DELETE FROM registration WHERE id = #{id}";

  private RegistrationTable() {}

  /** Yields whether neither the id nor the name in its namespace was taken. */
  static Future<Boolean> insert(SqlClient client, Registration registration) {
    Map<String, Object> row = new HashMap<>();
    row.put("id", registration.id());
    row.put("name", registration.name());
    row.put("namespace", registration.namespace());
    row.put("hostname", registration.hostname());
    row.put("location", registration.location());
    row.put("pod", registration.pod());
    row.put("deployment", registration.deployment());
    row.put("version", registration.integrationVersion());
    row.put("distributor", registration.distributorVersion());
    row.put("seen", registration.lastSeen().toEpochMilli());
    return Sql.forUpdate(client, INSERT).execute(row).map(stored -> stored.rowCount() == 1);
  }

  static Future<Optional<Registration>> byId(SqlClient client, String id) {
    return Sql.forQuery(client, BY_ID)
        .execute(Map.of("id", id))
        .map(rows -> registrations(rows).stream().findFirst());
  }

  static Future<Optional<Registration>> byName(SqlClient client, String name, String namespace) {
    return Sql.forQuery(client, BY_NAME)
        .execute(Map.of("name", name, "namespace", namespace))
        .map(rows -> registrations(rows).stream().findFirst());
  }

  /** Whether an integration of this name has ever registered, in any namespace. */
  public static Future<Boolean> isKnown(SqlClient client, String name) {
    return Sql.forQuery(client, KNOWN)
        .execute(Map.of("name", name))
        .map(rows -> rows.iterator().next().getLong("n") > 0);
  }

  /** Whether an integration of this name has registered since {@code time}, to the millisecond. */
  public static Future<Boolean> hasRegisteredSince(SqlClient client, String name, Instant time) {
    return Sql.forQuery(client, REGISTERED)
        .execute(Map.of("name", name, "time", time.toEpochMilli()))
        .map(rows -> rows.iterator().next().getLong("n") > 0);
  }

  /** By name and namespace. */
  static Future<List<Registration>> all(SqlClient client) {
    return client.query(ALL).execute().map(RegistrationTable::registrations);
  }

  /** The integration {@code id} has registered again, as {@code now} says. */
  static Future<Void> returned(SqlClient client, String id, Registration now) {
    return Sql.forUpdate(client, RETURNED)
        .execute(Map.of(
            "id", id,
            "version", now.integrationVersion(),
            "distributor", now.distributorVersion(),
            "seen", now.lastSeen().toEpochMilli()))
        .mapEmpty();
  }

  static Future<Void> seen(SqlClient client, String id, Instant time) {
    return Sql.forUpdate(client, SEEN)
        .execute(Map.of("id", id, "seen", time.toEpochMilli()))
        .mapEmpty();
  }

  /** Those last seen before {@code limit} that were not given up yet. */
  static Future<List<Registration>> stale(SqlClient client, Instant limit) {
    return Sql.forQuery(client, STALE)
        .execute(Map.of("before", limit.toEpochMilli()))
        .map(RegistrationTable::registrations);
  }

  /** Gives one up; yields whether nobody else did and it was not seen meanwhile. */
  static Future<Boolean> expire(SqlClient client, String id, Instant limit, Instant now) {
    return Sql.forUpdate(client, EXPIRE)
        .execute(Map.of("id", id, "before", limit.toEpochMilli(), "now", now.toEpochMilli()))
        .map(marked -> marked.rowCount() == 1);
  }

  /** Ids of those given up before {@code limit}. */
  static Future<List<String>> expiredBefore(SqlClient client, Instant limit) {
    return Sql.forQuery(client, FORGOTTEN)
        .execute(Map.of("before", limit.toEpochMilli()))
        .map(rows -> {
          List<String> ids = new ArrayList<>(rows.size());
          rows.forEach(row -> ids.add(row.getString("id")));
          return ids;
        });
  }

  static Future<Void> delete(SqlClient client, String id) {
    return Sql.forUpdate(client, DELETE).execute(Map.of("id", id)).mapEmpty();
  }

  private static List<Registration> registrations(RowSet<Row> rows) {
    List<Registration> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(registration(row)));
    return all;
  }

  private static Registration registration(Row row) {
    long expiredAt = row.getLong("expired_at");
    return new Registration(
        row.getString("id"),
        row.getString("name"),
        row.getString("namespace"),
        row.getString("hostname"),
        row.getString("location"),
        row.getString("pod"),
        row.getString("deployment"),
        row.getString("integration_version"),
        row.getString("distributor_version"),
        Instant.ofEpochMilli(row.getLong("last_seen")),
        expiredAt == 0 ? null : Instant.ofEpochMilli(expiredAt));
  }
}
