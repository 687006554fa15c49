package io.evenkeel.gateway.token;

import io.evenkeel.gateway.access.Caller;
import io.evenkeel.gateway.access.StoredToken;
import io.evenkeel.gateway.access.TokenText;
import io.evenkeel.kit.Database;
import io.evenkeel.kit.Refusal;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a token is good for. What was read from the store is believed for a second at
 * most; a token that is revoked anywhere is announced on the bus and forgotten at once. Not for
 * concurrent use: one event loop owns it.
 */
public final class TokenDirectory {

  /** A token that was read longer ago is read again. */
  static final long FRESH_MILLIS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(TokenDirectory.class);
  private static final String CHANGED = "api-gateway.token-changed";
  private static final long USE_NOTED_EVERY_MILLIS = 60_000;
  private static final int MOST = 10_000;

  private final Database database;
  private final EventBus bus;
  private final Clock clock;
  private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > MOST;
    }
  };

  public TokenDirectory(Database database, EventBus bus, Clock clock) {
    this.database = database;
    this.bus = bus;
    this.clock = clock;
  }

  /** Starts to hear of tokens revoked elsewhere; called on the event loop that owns this. */
  public Future<Void> start() {
    return bus.<String>consumer(CHANGED)
        .handler(message -> known.remove(message.body()))
        .completion();
  }

  /** Tells every node, this one too, that the token is no longer what it was. */
  void changed(String id) {
    known.remove(id);
    bus.publish(CHANGED, id);
  }

  /**
   * Who sent {@code given}: somebody, or nobody if it is no token of ours. Fails with a
   * {@link Refusal} that says so if it has expired or was revoked.
   */
  Future<Optional<Caller>> find(String given) {
    return TokenText.read(given)
        .map(token -> read(token.id())
            .map(found -> found.filter(stored -> stored.is(token)).map(this::admit)))
        .orElse(Future.succeededFuture(Optional.empty()));
  }

  /** The same for somebody who has shown the token before. */
  Future<Optional<Caller>> byId(String id) {
    return read(id).map(found -> found.map(this::admit));
  }

  private Caller admit(StoredToken token) {
    long now = clock.millis();
    if (token.isRevoked()) {
      throw new Refusal(401, "the API token \"%s\" has been revoked".formatted(token.name()));
    }
    if (token.isExpired(now)) {
      throw new Refusal(
          401,
          "the API token \"%s\" expired at %s; ask for a new one"
              .formatted(token.name(), Instant.ofEpochMilli(token.expiresAt())));
    }
    noteUse(token, now);
    return token.caller();
  }

  private Future<Optional<StoredToken>> read(String id) {
    long now = clock.millis();
    Known former = known.get(id);
    if (former != null && now - former.readAt < FRESH_MILLIS) {
      return Future.succeededFuture(Optional.of(former.token));
    }
    return TokenTable.byId(database.reader(), id)
        .onSuccess(found -> found.ifPresent(token -> known.put(id, new Known(token, now))))
        .recover(cause -> {
          LOG.atError().setCause(cause).log("tokens can not be read");
          return Future.failedFuture(
              new Refusal(503, "the store of API tokens does not answer; try again"));
        });
  }

  /** Once a minute is enough to see whether a token is still in use. */
  private void noteUse(StoredToken token, long now) {
    if (now - token.lastUsedAt() < USE_NOTED_EVERY_MILLIS) {
      return;
    }
    known.computeIfPresent(
        token.id(), (id, entry) -> new Known(entry.token.usedAt(now), entry.readAt));
    database
        .transaction(client -> TokenTable.used(client, token.id(), now))
        .onFailure(cause -> LOG.atWarn()
            .addKeyValue("token", token.id())
            .addKeyValue("error", cause.getMessage())
            .log("the last use of a token was not noted"));
  }

  private record Known(StoredToken token, long readAt) {}
}
