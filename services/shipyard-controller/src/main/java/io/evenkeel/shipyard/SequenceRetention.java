package io.evenkeel.shipyard;

import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Retention;
import io.evenkeel.kit.Retention.Limit;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Deletes runs that are over, with their events, and events that belong to no run. A context with
 * anything open, or with an event somebody has yet to hear, stays whole.
 */
final class SequenceRetention {

  private static final Duration NINETY_DAYS = Duration.ofDays(90);

  /** Contexts by age; the newest that is too many has the age of those that are too old. */
  private static final String OLD =
      "SELECT s.project, s.context FROM sequence_state s WHERE (s.time < #{before} OR s.time <="
          + " COALESCE((SELECT n.time FROM sequence_state n ORDER BY n.time DESC LIMIT 1"
          + " OFFSET #{count}), '')) AND NOT EXISTS (SELECT 1 FROM execution x WHERE"
          + " x.project = s.project AND x.context = s.context AND x.open = 1)"
          + " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.context = s.context)"
          + " ORDER BY s.time LIMIT #{limit}";

  private static final List<String> FORGET = List.of(
      "DELETE FROM execution WHERE project = #{project} AND context = #{context} AND open = 0",
      "DELETE FROM pause_mark WHERE project = #{project} AND context = #{context}",
      "DELETE FROM sequence_state WHERE project = #{project} AND context = #{context}");
  private static final int EVERYTHING = Integer.MAX_VALUE;

  private SequenceRetention() {}

  /** Keeps runs and events within what {@code EVENKEEL_RETENTION_…} says; 0 keeps all. */
  static void start(Platform platform) {
    Limit runs = new Limit(
        platform.settings().duration(NINETY_DAYS, "EVENKEEL_RETENTION_SEQUENCES"),
        platform.settings().number(0, "EVENKEEL_RETENTION_SEQUENCES_COUNT"));
    Limit events =
        new Limit(platform.settings().duration(NINETY_DAYS, "EVENKEEL_RETENTION_EVENTS"), 0);
    Retention.start(platform, "sequences", runs, SequenceRetention::pruneRuns);
    Retention.start(platform, "events", events, SequenceRetention::pruneEvents);
  }

  /** Deletes the oldest runs beyond the limit. */
  static Future<Integer> pruneRuns(SqlClient client, Limit limit, Instant now) {
    return SqlTemplate.forQuery(client, OLD)
        .execute(Map.of(
            "before",
            limit.oldest(now).toString(),
            "count",
            limit.count() == 0 ? EVERYTHING : limit.count(),
            "limit",
            Retention.BATCH))
        .compose(rows -> {
          Future<Void> done = Future.succeededFuture();
          for (Row row : rows) {
            done = done.compose(
                previous -> forget(client, row.getString("project"), row.getString("context")));
          }
          return done.map(rows.size());
        });
  }

  private static Future<Void> forget(SqlClient client, String project, String context) {
    Future<Void> done = EventLog.forget(client, project, context);
    for (String statement : FORGET) {
      done = done.compose(previous -> SqlTemplate.forUpdate(client, statement)
          .execute(Map.of("project", project, "context", context))
          .mapEmpty());
    }
    return done;
  }

  /** Deletes the oldest events that belong to no run. */
  static Future<Integer> pruneEvents(SqlClient client, Limit limit, Instant now) {
    return EventLog.prune(client, limit.oldest(now), "sequence_state", Retention.BATCH);
  }
}
