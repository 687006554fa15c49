package io.evenkeel.kit;

import io.evenkeel.kit.Retention.Limit;
import io.evenkeel.kit.Retention.Pruned;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Deletes old events, but not those somebody has yet to hear, nor those of a run that is kept. It
 * goes through the log from the oldest on, a slice at a time, and remembers where it is: what had
 * to stay is not looked at every time.
 */
public final class EventRetention implements Retention.Pruner {

  private static final int SLICE = 500;
  private static final Duration START_AGAIN = Duration.ofHours(6);

  private static final String NEXT =
      "SELECT position, at_ms FROM event_log WHERE at_ms >= #{at} AND at_ms < #{before}"
          + " AND (at_ms, position) > (#{at}, #{position}) ORDER BY at_ms, position LIMIT #{limit}";
  private static final String PRUNE =
      "DELETE FROM event_log WHERE position IN (SELECT e.position FROM event_log e"
          + " WHERE e.at_ms >= #{at} AND e.at_ms <= #{lastAt}"
          + " AND (e.at_ms, e.position) > (#{at}, #{position})"
          + " AND (e.at_ms, e.position) <= (#{lastAt}, #{lastPosition}) AND NOT EXISTS"
          + " (SELECT 1 FROM delivery d WHERE d.event_id = e.id) AND NOT EXISTS (SELECT 1"
          + " FROM %s k WHERE k.project = e.project AND k.context = e.context))";

  private final String prune;
  private Instant begun = Instant.MIN;
  private long at = Long.MIN_VALUE;
  private long position;

  /**
   * Spares the events of the runs in {@code kept}.
   *
   * @param kept a table with the columns {@code project} and {@code context}
   */
  public EventRetention(String kept) {
    prune = PRUNE.formatted(kept);
  }

  @Override
  public Future<Pruned> prune(SqlClient client, Limit limit, Instant now) {
    if (begun.isBefore(now.minus(START_AGAIN))) {
      begun = now;
      at = Long.MIN_VALUE;
    }
    Map<String, Object> range = new HashMap<>();
    range.put("at", at);
    range.put("position", position);
    range.put("before", limit.oldest(now).toEpochMilli());
    range.put("limit", SLICE);
    return Sql.forQuery(client, NEXT)
        .execute(range)
        .compose(slice -> slice.size() == 0
            ? Future.succeededFuture(new Pruned(0, false))
            : prune(client, range, slice));
  }

  private Future<Pruned> prune(SqlClient client, Map<String, Object> range, RowSet<Row> slice) {
    long lastAt = at;
    long lastPosition = position;
    for (Row row : slice) {
      lastAt = row.getLong("at_ms");
      lastPosition = row.getLong("position");
    }
    range.put("lastAt", lastAt);
    range.put("lastPosition", lastPosition);
    return EventTotals.delete(client, prune, range)
        .map(deleted -> new Pruned(deleted, slice.size() == SLICE))
        .onSuccess(moveTo(lastAt, lastPosition));
  }

  private Handler<Pruned> moveTo(long lastAt, long lastPosition) {
    return pruned -> {
      at = lastAt;
      position = lastPosition;
    };
  }
}
