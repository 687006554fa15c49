package io.evenkeel.shipyard.uniform;

import io.evenkeel.kit.Sql;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code registration_subscription}, in the order in which subscriptions were made. */
final class SubscriptionTable {

  private static final String OF = "SELECT id, event, filter FROM registration_subscription"
      + " WHERE registration_id = #{registration} ORDER BY position";
  private static final String ALL = "SELECT registration_id, id, event, filter"
      + " FROM registration_subscription ORDER BY position";
  private static final String PUT =
      "INSERT INTO registration_subscription (registration_id, id, event, filter)"
          + " VALUES (#{registration}, #{id}, #{event}, #{filter})"
          + " ON CONFLICT (registration_id, id) DO UPDATE SET event = #{event}, filter = #{filter}";
  private static final String DELETE = "DELETE FROM registration_subscription"
      + " WHERE registration_id = #{registration} AND id = #{id}";
  private static final String DELETE_ALL =
      "DELETE FROM registration_subscription WHERE registration_id = #{registration}";

  private SubscriptionTable() {}

  static Future<List<TaskSubscription>> of(SqlClient client, String registration) {
    return Sql.forQuery(client, OF)
        .execute(Map.of("registration", registration))
        .map(rows -> {
          List<TaskSubscription> all = new ArrayList<>(rows.size());
          rows.forEach(row -> all.add(subscription(row)));
          return all;
        });
  }

  /** Of every integration, by its id. */
  static Future<Map<String, List<TaskSubscription>>> all(SqlClient client) {
    return client.query(ALL).execute().map(rows -> {
      Map<String, List<TaskSubscription>> all = new HashMap<>();
      rows.forEach(
          row -> all.computeIfAbsent(row.getString("registration_id"), first -> new ArrayList<>())
              .add(subscription(row)));
      return all;
    });
  }

  /** Adds or replaces. */
  static Future<Void> put(SqlClient client, String registration, TaskSubscription subscription) {
    return Sql.forUpdate(client, PUT)
        .execute(Map.of(
            "registration", registration,
            "id", subscription.id(),
            "event", subscription.event(),
            "filter", Json.write(subscription.filter().toJson())))
        .mapEmpty();
  }

  static Future<Void> putAll(
      SqlClient client, String registration, List<TaskSubscription> subscriptions) {
    Future<Void> done = Future.succeededFuture();
    for (TaskSubscription subscription : subscriptions) {
      done = done.compose(previous -> put(client, registration, subscription));
    }
    return done;
  }

  static Future<Void> delete(SqlClient client, String registration, String id) {
    return Sql.forUpdate(client, DELETE)
        .execute(Map.of("registration", registration, "id", id))
        .mapEmpty();
  }

  static Future<Void> deleteAll(SqlClient client, String registration) {
    return Sql.forUpdate(client, DELETE_ALL)
        .execute(Map.of("registration", registration))
        .mapEmpty();
  }

  private static TaskSubscription subscription(Row row) {
    return new TaskSubscription(
        row.getString("id"),
        row.getString("event"),
        Filter.fromJson(Json.parseObject(row.getString("filter"))));
  }
}
