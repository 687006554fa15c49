package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.Optional;

/** What a person decides about a row of {@code delivery} that was given up. */
final class ParkedTable {

  private static final String PROJECT =
      "(SELECT e.project FROM event_log e WHERE e.id = delivery.event_id) AS project";
  private static final String REDRIVE =
      "UPDATE delivery SET parked = 0, attempts = 0, due_at = ${now}, lease = lease + 1"
          + " WHERE position = #{id} AND parked = 1 RETURNING subscriber, context, " + PROJECT;
  private static final String DROP = "DELETE FROM delivery WHERE position = #{id} AND parked = 1"
      + " RETURNING event_id, subscriber, context, error, " + PROJECT;

  private ParkedTable() {}

  /** What is tried again. */
  record Redriven(Lane lane, String project) {}

  /** What was dropped. */
  record Dropped(String eventId, String subscriber, String context, String error, String project) {}

  /** Makes it due at once, with all its attempts; yields nothing if it is not parked. */
  static Future<Optional<Redriven>> redrive(SqlClient client, Dialect dialect, long id) {
    return Sql.forQuery(client, dialect.adapt(REDRIVE))
        .execute(Map.of("id", id))
        .map(rows -> first(rows)
            .map(row -> new Redriven(
                new Lane(row.getString("subscriber"), row.getString("context")),
                row.getString("project"))));
  }

  static Future<Optional<Dropped>> drop(SqlClient client, long id) {
    return Sql.forQuery(client, DROP).execute(Map.of("id", id)).map(rows -> first(rows)
        .map(row -> new Dropped(
            row.getString("event_id"),
            row.getString("subscriber"),
            row.getString("context"),
            row.getString("error"),
            row.getString("project"))));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }
}
