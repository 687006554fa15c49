package io.evenkeel.gateway.access;

import io.evenkeel.model.Sha256;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Browsers that have signed in: a random id each, of which only the SHA-256 is kept, in memory. A
 * restart signs everyone out. Not for concurrent use: one event loop owns it.
 */
public final class Sessions {

  /** How long a session lasts. */
  public static final Duration LIFE = Duration.ofHours(12);

  private static final int MOST = 10_000;
  private static final int ID_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> byDigest = new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
      return size() > MOST;
    }
  };

  /** Starts a session on the strength of a token; returns the session's id, which is not kept. */
  public String start(String tokenId, long nowMillis) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    byDigest.values().removeIf(session -> session.expiry <= nowMillis);
    byDigest.put(Sha256.hex(id), new Session(tokenId, nowMillis + LIFE.toMillis()));
    return id;
  }

  /** The id of the token the session stands on, while it is open. */
  public Optional<String> token(String id, long nowMillis) {
    return id.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(byDigest.get(Sha256.hex(id)))
            .filter(session -> session.expiry > nowMillis)
            .map(Session::tokenId);
  }

  public void end(String id) {
    byDigest.remove(Sha256.hex(id));
  }

  private record Session(String tokenId, long expiry) {}
}
