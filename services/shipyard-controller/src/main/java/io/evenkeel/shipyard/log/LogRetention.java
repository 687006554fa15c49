package io.evenkeel.shipyard.log;

import io.evenkeel.kit.Database;
import io.evenkeel.kit.Repeat;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** Keeps the log from growing without end: by age and by number, in small batches. */
public final class LogRetention {

  private static final int BATCH = 1000;

  private final Database database;
  private final Clock clock;
  private final Duration age;
  private final int entries;

  /** Keeps the newest {@code entries} that are not older than {@code age}. */
  public LogRetention(Database database, Clock clock, Duration age, int entries) {
    this.database = database;
    this.clock = clock;
    this.age = age;
    this.entries = entries;
  }

  public Future<Void> sweep() {
    return repeat(client -> LogTable.deleteBefore(client, clock.instant().minus(age), BATCH))
        .compose(young -> repeat(client -> LogTable.deleteAllBut(client, entries, BATCH)));
  }

  private Future<Void> repeat(Function<SqlClient, Future<Integer>> batch) {
    return Repeat.whileTrue(() -> database.transaction(batch).map(deleted -> deleted == BATCH));
  }
}
