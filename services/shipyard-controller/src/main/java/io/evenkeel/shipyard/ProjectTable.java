package io.evenkeel.shipyard;

import io.evenkeel.kit.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables {@code project} and {@code service}. */
final class ProjectTable {

  private static final String INSERT =
      "INSERT INTO project (name, created_at, shipyard, stages, provisioned) VALUES (#{name},"
          + " #{createdAt}, #{shipyard}, #{stages}, #{provisioned})"
          + " ON CONFLICT (name) DO NOTHING";
  private static final String SET_SHIPYARD =
      "UPDATE project SET shipyard = #{shipyard} WHERE name = #{name}"
          + " AND shipyard <> #{shipyard}";
  private static final String OWN_UPSTREAM =
      "UPDATE project SET provisioned = 0 WHERE name = #{name}";
  private static final String GET =
      "SELECT name, created_at, shipyard, stages, provisioned FROM project WHERE name = #{name}";
  private static final String PAGE =
      "SELECT name, created_at, shipyard, stages, provisioned FROM project ORDER BY name"
          + " LIMIT #{limit} OFFSET #{offset}";
  private static final String COUNT = "SELECT COUNT(*) AS n FROM project";
  private static final String DELETE = "DELETE FROM project WHERE name = #{name}";
  private static final String ADD_SERVICE =
      "INSERT INTO service (project, name, created_at) VALUES (#{project}, #{name}, #{createdAt})"
          + " ON CONFLICT (project, name) DO NOTHING";
  private static final String SERVICES =
      "SELECT name, created_at FROM service WHERE project = #{project} ORDER BY created_at, name";
  private static final String DELETE_SERVICE =
      "DELETE FROM service WHERE project = #{project} AND name = #{name}";
  private static final String DELETE_SERVICES = "DELETE FROM service WHERE project = #{project}";

  private ProjectTable() {}

  /**
   * A row of {@code project}.
   *
   * @param stages names in the order they had at creation
   * @param provisioned whether its repository was made for it
   */
  record Project(
      String name, String createdAt, String shipyard, List<String> stages, boolean provisioned) {

    Project {
      stages = List.copyOf(stages);
    }
  }

  /** A row of {@code service}. */
  record ServiceRow(String name, String createdAt) {}

  /** Yields whether the name was free. */
  static Future<Boolean> insert(SqlClient client, Project project) {
    return Sql.forUpdate(client, INSERT)
        .execute(Map.of(
            "name", project.name(),
            "createdAt", project.createdAt(),
            "shipyard", project.shipyard(),
            "stages", String.join("\n", project.stages()),
            "provisioned", project.provisioned() ? 1 : 0))
        .map(stored -> stored.rowCount() == 1);
  }

  static void setShipyard(SqlClient client, String name, String shipyard) {
    Sql.later(client, "project/" + name, SET_SHIPYARD, Map.of("name", name, "shipyard", shipyard));
  }

  /** Somebody names where a project is kept from now on. */
  static Future<Void> setOwnUpstream(SqlClient client, String name) {
    return Sql.forUpdate(client, OWN_UPSTREAM).execute(Map.of("name", name)).mapEmpty();
  }

  static Future<Optional<Project>> get(SqlClient client, String name) {
    return Sql.forQuery(client, GET)
        .execute(Map.of("name", name))
        .map(rows -> projects(rows).stream().findFirst());
  }

  static Future<List<Project>> page(SqlClient client, int limit, int offset) {
    return Sql.forQuery(client, PAGE)
        .execute(Map.of("limit", limit, "offset", offset))
        .map(ProjectTable::projects);
  }

  static Future<Long> count(SqlClient client) {
    return client.query(COUNT).execute().map(rows -> rows.iterator().next().getLong("n"));
  }

  static Future<Void> delete(SqlClient client, String name) {
    return Sql.forUpdate(client, DELETE)
        .execute(Map.of("name", name))
        .compose(gone -> Sql.forUpdate(client, DELETE_SERVICES).execute(Map.of("project", name)))
        .mapEmpty();
  }

  /** Yields whether the service was new. */
  static Future<Boolean> addService(
      SqlClient client, String project, String name, String createdAt) {
    return Sql.forUpdate(client, ADD_SERVICE)
        .execute(Map.of("project", project, "name", name, "createdAt", createdAt))
        .map(stored -> stored.rowCount() == 1);
  }

  /** In order of creation. */
  static Future<List<ServiceRow>> services(SqlClient client, String project) {
    return Sql.forQuery(client, SERVICES).execute(Map.of("project", project)).map(rows -> {
      List<ServiceRow> all = new ArrayList<>(rows.size());
      rows.forEach(
          row -> all.add(new ServiceRow(row.getString("name"), row.getString("created_at"))));
      return all;
    });
  }

  static Future<Void> deleteService(SqlClient client, String project, String name) {
    return Sql.forUpdate(client, DELETE_SERVICE)
        .execute(Map.of("project", project, "name", name))
        .mapEmpty();
  }

  private static List<Project> projects(RowSet<Row> rows) {
    List<Project> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(new Project(
        row.getString("name"),
        row.getString("created_at"),
        row.getString("shipyard"),
        row.getString("stages").lines().toList(),
        row.getInteger("provisioned") != 0)));
    return all;
  }
}
