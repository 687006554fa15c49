package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is older, or more, than an operator wants to keep: now and then, in small batches
 * with pauses, so that nobody waits for it. A service registers what it knows how to delete.
 */
public final class Retention {

  /** How many things one transaction may delete. */
  public static final int BATCH = 100;

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration BREATH = Duration.ofMillis(50);

  private final Platform platform;
  private final String what;
  private final Limit limit;
  private final Pruner pruner;

  private Retention(Platform platform, String what, Limit limit, Pruner pruner) {
    this.platform = platform;
    this.what = what;
    this.limit = limit;
    this.pruner = pruner;
  }

  /**
   * How much is kept.
   *
   * @param age the oldest that is kept; zero keeps all
   * @param count how many are kept; {@code 0} keeps all
   */
  public record Limit(Duration age, int count) {

    /** Whether nothing is ever deleted. */
    public boolean keepsAll() {
      return age.isZero() && count == 0;
    }

    /** What is older than this may go. */
    public Instant oldest(Instant now) {
      return age.isZero() ? Instant.EPOCH : now.minus(age);
    }
  }

  /**
   * What one batch has done.
   *
   * @param more whether there may be more to delete
   */
  public record Pruned(int deleted, boolean more) {

    /** For batches of at most {@link #BATCH}: a full one says that there may be more. */
    public static Pruned of(int deleted) {
      return new Pruned(deleted, deleted == BATCH);
    }
  }

  /** Deletes one batch. */
  @FunctionalInterface
  public interface Pruner {

    /** Deletes about {@link #BATCH} things at most. Nothing that is still in use. */
    Future<Pruned> prune(SqlClient client, Limit limit, Instant now);

    /** The same limit as an age alone, found out once before the batches. */
    default Future<Limit> asAge(SqlClient reader, Limit limit, Instant now) {
      return Future.succeededFuture(limit);
    }
  }

  /** Keeps {@code what} within {@code limit} from now on, whichever nodes run. */
  public static void start(Platform platform, String what, Limit limit, Pruner pruner) {
    if (!limit.keepsAll()) {
      Retention retention = new Retention(platform, what, limit, pruner);
      platform.vertx().setPeriodic(INTERVAL.toMillis(), tick -> retention.run());
    }
  }

  private void run() {
    Retention.once(platform, what, limit, pruner).onFailure(cause -> LOG.atWarn()
        .addKeyValue("error", String.valueOf(cause.getMessage()))
        .log("retention of {} did not succeed, will be tried again", what));
  }

  /** Deletes everything beyond {@code limit}; yields how much that was. */
  public static Future<Integer> once(Platform platform, String what, Limit limit, Pruner pruner) {
    Instant now = platform.clock().instant();
    return pruner
        .asAge(platform.database().reader(), limit, now)
        .compose(age -> new Retention(platform, what, age, pruner).batches(now));
  }

  private Future<Integer> batches(Instant now) {
    AtomicInteger deleted = new AtomicInteger();
    return Repeat.whileTrue(() -> batch(now).compose(batch -> {
          deleted.addAndGet(batch.deleted());
          return batch.more() ? breath().map(true) : Future.succeededFuture(false);
        }))
        .map(done -> deleted.get());
  }

  private Future<Pruned> batch(Instant now) {
    Database database = platform.database();
    return database.transaction(client -> database
        .lock(client, "retention/" + what)
        .compose(alone -> pruner.prune(client, limit, now)));
  }

  private Future<Void> breath() {
    return platform.vertx().timer(BREATH.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
  }
}
