package io.evenkeel.shipyard;

import io.evenkeel.kit.Platform;
import io.evenkeel.kit.metrics.Metric;
import io.evenkeel.kit.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the table of runs tells when somebody looks at {@code /metrics}: how many wait for what, how
 * long, and whether any is stuck. Only open runs are looked at, and no more than 100,000.
 */
final class SequenceSamples {

  private static final Logger LOG = LoggerFactory.getLogger(SequenceSamples.class);
  private static final int SHOWN = 10;

  private static final String OPEN =
      "SELECT waiting, waiting_since FROM execution WHERE open = 1 LIMIT 100000";
  private static final String WAITING =
      "SELECT waiting, COUNT(*) AS n, MIN(waiting_since) AS since FROM (" + OPEN
          + ") open GROUP BY waiting";

  /**
   * Nothing will ever move such a run: nobody is to hear of its context, no timer is set for it,
   * its task is not open, and if it waits for its turn there is nobody to wait for. A paused one is
   * in somebody's hands.
   */
  static final String STUCK =
      "SELECT e.context FROM (SELECT id, context, project, stage, service, task_id, slot"
          + " FROM execution WHERE open = 1 AND waiting <> 'paused' LIMIT 100000) e"
          + " WHERE NOT EXISTS (SELECT 1 FROM open_event o WHERE o.id = e.task_id)"
          + " AND NOT EXISTS (SELECT 1 FROM execution h WHERE e.slot = 'WANTED'"
          + " AND h.project || '' = e.project AND h.stage = e.stage AND h.service = e.service"
          + " AND h.slot = 'HELD' AND h.slot <> 'NONE')"
          + " AND NOT EXISTS (SELECT 1 FROM timer t WHERE t.id > e.id || '/'"
          + " AND t.id < e.id || '0')"
          + " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.subscriber = 'shipyard-controller'"
          + " AND d.context = e.context AND d.parked = 0) LIMIT 1000";

  private final Platform platform;
  private final SqlClient reader;
  private int stuckBefore;

  SequenceSamples(Platform platform) {
    this.platform = platform;
    this.reader = platform.database().reader();
  }

  void start() {
    platform.metrics().onScrape(this::waiting);
    platform.metrics().onScrape(this::stuck);
  }

  private Future<Void> waiting() {
    return reader.query(WAITING).execute().onSuccess(this::show).mapEmpty();
  }

  private void show(RowSet<Row> rows) {
    Metrics metrics = platform.metrics();
    long now = platform.clock().millis();
    Map<List<String>, Long> count = new HashMap<>();
    Map<List<String>, Double> oldest = new HashMap<>();
    rows.forEach(row -> {
      List<String> reason = List.of(row.getString("waiting"));
      count.put(reason, row.getLong("n"));
      oldest.put(reason, Math.max(0, now - row.getLong("since")) / 1000.0);
    });
    metrics.sample(Metric.SEQUENCES_WAITING, count);
    metrics.sample(Metric.SEQUENCES_WAITING_OLDEST, oldest);
  }

  private Future<Void> stuck() {
    return reader.query(STUCK).execute().onSuccess(this::report).mapEmpty();
  }

  /** Whoever is called by the number needs to know which they are. */
  private void report(RowSet<Row> rows) {
    platform.metrics().sample(Metric.SEQUENCES_STUCK, Map.of(List.of(), rows.size()));
    if (rows.size() > stuckBefore) {
      List<String> contexts = StreamSupport.stream(rows.spliterator(), false)
          .limit(SHOWN)
          .map(row -> row.getString("context"))
          .toList();
      LOG.atError().addKeyValue("contexts", contexts).log("sequences are stuck");
    }
    stuckBefore = rows.size();
  }
}
