package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table {@code subscription}: who hears what, remembered while a subscriber is down. */
final class SubscriptionTable {

  private static final String PUT =
      "INSERT INTO subscription (subscriber, types) VALUES (#{subscriber}, #{types})"
          + " ON CONFLICT (subscriber) DO UPDATE SET types = #{types}";
  private static final String REMOVE = "DELETE FROM subscription WHERE subscriber = #{subscriber}";
  private static final String ALL = "SELECT subscriber, types FROM subscription";

  private SubscriptionTable() {}

  static Future<Void> put(SqlClient client, Subscription subscription) {
    return Sql.forUpdate(client, PUT)
        .execute(Map.of(
            "subscriber", subscription.subscriber(),
            "types", String.join(" ", subscription.types())))
        .mapEmpty();
  }

  static Future<Void> remove(SqlClient client, String subscriber) {
    return Sql.forUpdate(client, REMOVE)
        .execute(Map.of("subscriber", subscriber))
        .mapEmpty();
  }

  static Future<List<Subscription>> all(SqlClient client) {
    return client.query(ALL).execute().map(SubscriptionTable::toSubscriptions);
  }

  private static List<Subscription> toSubscriptions(RowSet<Row> rows) {
    List<Subscription> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(new Subscription(
        row.getString("subscriber"), List.of(row.getString("types").split(" ")))));
    return all;
  }
}
