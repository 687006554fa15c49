package io.evenkeel.shipyard.uniform;

import io.evenkeel.kit.Database;
import io.evenkeel.shipyard.log.LogEntry;
import io.evenkeel.shipyard.log.LogTable;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up integrations that are silent: marks them, says so in the log, and forgets them much
 * later. Several nodes may do so at once; one of them marks.
 *
 * <p>Source: integrations.md §2.2. The original forgot at once, with what people had subscribed.
 */
public final class Expiry {

  private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

  private final Database database;
  private final Clock clock;
  private final Duration silence;
  private final Duration keep;

  /** Gives up after {@code silence}, forgets {@code keep} later. */
  public Expiry(Database database, Clock clock, Duration silence, Duration keep) {
    this.database = database;
    this.clock = clock;
    this.silence = silence;
    this.keep = keep;
  }

  public Future<Void> sweep() {
    Instant now = clock.instant();
    return RegistrationTable.stale(database.reader(), now.minus(silence))
        .compose(stale -> stale.isEmpty() ? Future.succeededFuture() : giveUp(stale, now))
        .compose(marked -> RegistrationTable.expiredBefore(database.reader(), now.minus(keep)))
        .compose(ids -> ids.isEmpty() ? Future.succeededFuture() : forget(ids));
  }

  private Future<Void> giveUp(List<Registration> stale, Instant now) {
    return database.transaction(client -> {
      Future<Void> done = Future.succeededFuture();
      for (Registration registration : stale) {
        done = done.compose(previous -> giveUp(client, registration, now));
      }
      return done;
    });
  }

  private Future<Void> giveUp(SqlClient client, Registration registration, Instant now) {
    return RegistrationTable.expire(client, registration.id(), now.minus(silence), now)
        .compose(marked -> marked ? tell(client, registration, now) : Future.succeededFuture());
  }

  private static Future<Void> tell(SqlClient client, Registration registration, Instant now) {
    LOG.atInfo()
        .addKeyValue("integration", registration.name())
        .addKeyValue("namespace", registration.namespace())
        .addKeyValue("lastSeen", registration.lastSeen())
        .log("an integration was given up");
    LogEntry entry = LogEntry.of(registration.id(), registration.whyExpired(), now);
    return LogTable.append(client, entry, now);
  }

  private Future<Void> forget(List<String> ids) {
    return database.transaction(client -> {
      Future<Void> done = Future.succeededFuture();
      for (String id : ids) {
        done = done.compose(previous -> SubscriptionTable.deleteAll(client, id))
            .compose(deleted -> RegistrationTable.delete(client, id));
      }
      return done;
    });
  }
}
