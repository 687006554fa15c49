package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the rows of {@code delivery} that failed at least once. Each query has an index of these
 * alone, so that it costs nothing while nothing fails.
 */
public final class FailedDeliveries {

  private static final String ROWS =
      "SELECT d.position, d.subscriber, d.parked, d.attempts, d.error, d.due_at, CASE d.parked"
          + " WHEN 1 THEN d.due_at ELSE COALESCE(NULLIF(d.failed_at, 0), NULLIF(d.created_at, 0),"
          + " d.due_at) END AS since, (SELECT e.body FROM event_log e WHERE e.id = d.event_id)"
          + " AS body FROM delivery d WHERE ";
  private static final String OF_CONTEXTS =
      ROWS + "d.attempts > 0 AND d.context IN (%s) ORDER BY d.parked DESC, d.position LIMIT 1000";
  private static final String PAGE =
      ROWS + "%s ORDER BY d.parked DESC, d.position LIMIT #{limit} OFFSET #{offset}";
  private static final String COUNT = "SELECT COUNT(*) AS n FROM delivery d WHERE ";

  /** So many contexts are asked for at once. */
  private static final int MOST_CONTEXTS = 256;

  private FailedDeliveries() {}

  /** Which of them; {@code ALL} has the parked first. */
  enum State {
    PARKED("d.parked = 1"),
    RETRYING("d.attempts > 0 AND d.parked = 0"),
    ALL("d.attempts > 0");

    private final String condition;

    State(String condition) {
      this.condition = condition;
    }
  }

  /** Those of {@code contexts}: what is parked first, each oldest first; no more than thousands. */
  public static Future<List<FailedDelivery>> of(SqlClient client, Collection<String> contexts) {
    List<String> wanted = List.copyOf(contexts);
    Future<List<FailedDelivery>> all = Future.succeededFuture(new ArrayList<>());
    for (int from = 0; from < wanted.size(); from += MOST_CONTEXTS) {
      List<String> some = wanted.subList(from, Math.min(wanted.size(), from + MOST_CONTEXTS));
      all = all.compose(before -> some(client, some).map(found -> {
        before.addAll(found);
        return before;
      }));
    }
    return all;
  }

  private static Future<List<FailedDelivery>> some(SqlClient client, List<String> contexts) {
    Map<String, Object> parameters = new HashMap<>();
    String list = Sql.list("context", contexts, parameters);
    return Sql.forQuery(client, OF_CONTEXTS.formatted(list))
        .execute(parameters)
        .map(FailedDeliveries::read);
  }

  /** One page, oldest first. */
  static Future<List<FailedDelivery>> page(SqlClient client, State state, int limit, int offset) {
    return Sql.forQuery(client, PAGE.formatted(state.condition))
        .execute(Map.of("limit", limit, "offset", offset))
        .map(FailedDeliveries::read);
  }

  static Future<Long> count(SqlClient client, State state) {
    return client.query(COUNT + state.condition).execute().map(rows -> rows.iterator()
        .next()
        .getLong("n"));
  }

  private static List<FailedDelivery> read(RowSet<Row> rows) {
    List<FailedDelivery> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(FailedDelivery.read(row)));
    return all;
  }
}
