package io.evenkeel.kit;

import io.evenkeel.kit.metrics.Metric;
import io.evenkeel.kit.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the table of deliveries tells when somebody looks at {@code /metrics}. Every count goes by
 * an index and ends at 10,000: a large backlog does not make looking expensive.
 */
final class StoreSamples {

  private static final String ALIVE = "SELECT 1";
  private static final String PARKED = "SELECT subscriber, COUNT(*) AS n FROM (SELECT subscriber"
      + " FROM delivery WHERE parked = 1 LIMIT 10000) given_up GROUP BY subscriber";
  private static final String PENDING =
      "SELECT age, COUNT(*) AS n FROM (SELECT CASE WHEN created_at > ${now} - 1000 THEN '1s'"
          + " WHEN created_at > ${now} - 10000 THEN '10s' WHEN created_at > ${now} - 60000"
          + " THEN '1m' WHEN created_at > ${now} - 600000 THEN '10m' ELSE 'older' END AS age"
          + " FROM delivery WHERE subscriber = #{subscriber} AND parked = 0 LIMIT 10000) pending"
          + " GROUP BY age";

  private final Database database;
  private final Supplier<? extends Collection<String>> served;

  /** Samples of {@code database}; whose deliveries are counted is asked each time. */
  StoreSamples(Database database, Supplier<? extends Collection<String>> served) {
    this.database = database;
    this.served = served;
  }

  void start(Metrics metrics) {
    metrics.onScrape(() -> alive(metrics));
    metrics.onScrape(() -> parked(metrics));
    metrics.onScrape(() -> pending(metrics));
  }

  private Future<Void> alive(Metrics metrics) {
    metrics.sample(Metric.STORE_UP, Map.of(List.of(), 0));
    return database
        .reader()
        .query(ALIVE)
        .execute()
        .onSuccess(answered -> metrics.sample(Metric.STORE_UP, Map.of(List.of(), 1)))
        .mapEmpty();
  }

  private Future<Void> parked(Metrics metrics) {
    return database
        .reader()
        .query(PARKED)
        .execute()
        .onSuccess(rows -> {
          Map<List<String>, Long> found = new HashMap<>();
          rows.forEach(row -> found.put(List.of(row.getString("subscriber")), row.getLong("n")));
          metrics.sample(Metric.DELIVERIES_PARKED, found);
        })
        .mapEmpty();
  }

  private Future<Void> pending(Metrics metrics) {
    Map<List<String>, Long> found = new HashMap<>();
    Future<Void> done = Future.succeededFuture();
    for (String subscriber : served.get()) {
      done = done.compose(previous -> pending(subscriber))
          .onSuccess(rows -> put(found, subscriber, rows))
          .mapEmpty();
    }
    return done.onSuccess(counted -> metrics.sample(Metric.DELIVERIES_PENDING, found));
  }

  private Future<RowSet<Row>> pending(String subscriber) {
    return Sql.forQuery(database.reader(), database.dialect().adapt(PENDING))
        .execute(Map.of("subscriber", subscriber));
  }

  private static void put(Map<List<String>, Long> found, String subscriber, RowSet<Row> rows) {
    rows.forEach(row -> found.put(List.of(subscriber, row.getString("age")), row.getLong("n")));
  }
}
