package io.evenkeel.shipyard;

import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.EventRetention;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Retention;
import io.evenkeel.kit.Retention.Limit;
import io.evenkeel.kit.Retention.Pruned;
import io.evenkeel.kit.Sql;
import io.evenkeel.model.sequence.ApiTime;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
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

  // An event of the context first, then its deliveries: those have no index by context.
  private static final String OLD =
      "SELECT s.project, s.context FROM sequence_state s WHERE s.time < #{before}"
          + " AND NOT EXISTS (SELECT 1 FROM execution x WHERE"
          + " x.context = s.context AND x.project || '' = s.project AND x.open = 1)"
          + " AND NOT EXISTS (SELECT 1 FROM event_log e CROSS JOIN delivery d"
          + " WHERE e.context = s.context AND d.event_id = e.id)"
          + " ORDER BY s.time LIMIT #{limit}";

  /** The newest that is too many. */
  private static final String NEWEST =
      "SELECT time FROM sequence_state ORDER BY time DESC LIMIT 1 OFFSET #{count}";

  private static final List<String> FORGET = List.of(
      "DELETE FROM execution WHERE context = #{context} AND project || '' = #{project} AND open = 0",
      "DELETE FROM pause_mark WHERE project = #{project} AND context = #{context}",
      "DELETE FROM sequence_state WHERE project = #{project} AND context = #{context}");

  /** The oldest runs beyond the limit. */
  static final Retention.Pruner RUNS = new Retention.Pruner() {
    @Override
    public Future<Pruned> prune(SqlClient client, Limit limit, Instant now) {
      return pruneRuns(client, limit.oldest(now));
    }

    @Override
    public Future<Limit> asAge(SqlClient reader, Limit limit, Instant now) {
      return limit.count() == 0
          ? Future.succeededFuture(limit)
          : newestTooMany(reader, limit.count())
              .map(newest -> newest.isAfter(limit.oldest(now))
                  ? new Limit(Duration.between(newest, now), 0)
                  : limit);
    }
  };

  private SequenceRetention() {}

  /** Keeps runs and events within what {@code EVENKEEL_RETENTION_…} says; 0 keeps all. */
  static void start(Platform platform) {
    Limit runs = new Limit(
        platform.settings().duration(NINETY_DAYS, "EVENKEEL_RETENTION_SEQUENCES"),
        platform.settings().number(0, "EVENKEEL_RETENTION_SEQUENCES_COUNT"));
    Limit events =
        new Limit(platform.settings().duration(NINETY_DAYS, "EVENKEEL_RETENTION_EVENTS"), 0);
    Retention.start(platform, "sequences", runs, RUNS);
    Retention.start(platform, "events", events, events());
  }

  /** Just after the newest run that is too many; the beginning of time if none is. */
  private static Future<Instant> newestTooMany(SqlClient reader, int count) {
    return Sql.forQuery(reader, NEWEST).execute(Map.of("count", count)).map(rows -> {
      Instant newest = Instant.EPOCH;
      for (Row row : rows) {
        newest = Instant.parse(row.getString("time")).plusMillis(1);
      }
      return newest;
    });
  }

  private static Future<Pruned> pruneRuns(SqlClient client, Instant before) {
    return Sql.forQuery(client, OLD)
        .execute(Map.of("before", ApiTime.format(before), "limit", Retention.BATCH))
        .compose(rows -> {
          Future<Void> done = Future.succeededFuture();
          for (Row row : rows) {
            done = done.compose(
                previous -> forget(client, row.getString("project"), row.getString("context")));
          }
          return done.map(Pruned.of(rows.size()));
        });
  }

  private static Future<Void> forget(SqlClient client, String project, String context) {
    Future<Void> done = EventLog.forget(client, project, context);
    for (String statement : FORGET) {
      done = done.compose(previous -> Sql.forUpdate(client, statement)
          .execute(Map.of("project", project, "context", context))
          .mapEmpty());
    }
    return done;
  }

  /** The oldest events that belong to no run. */
  static Retention.Pruner events() {
    return new EventRetention("sequence_state");
  }
}
