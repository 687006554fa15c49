package io.evenkeel.gateway.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

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
  private final Map<String, Long> expiryByDigest = new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > MOST;
    }
  };

  /** Starts a session and returns its id, which is not kept. */
  public String start(long nowMillis) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    expiryByDigest.values().removeIf(expiry -> expiry <= nowMillis);
    expiryByDigest.put(Digest.hex(id), nowMillis + LIFE.toMillis());
    return id;
  }

  public boolean isOpen(String id, long nowMillis) {
    return !id.isEmpty() && expiryByDigest.getOrDefault(Digest.hex(id), 0L) > nowMillis;
  }

  public void end(String id) {
    expiryByDigest.remove(Digest.hex(id));
  }
}
