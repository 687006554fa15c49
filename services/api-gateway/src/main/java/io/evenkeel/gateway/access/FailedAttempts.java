package io.evenkeel.gateway.access;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many wrong tokens a peer may still send: a token bucket for each address, refilled over time.
 * Right tokens are never counted and never refused, so nobody can lock others out.
 *
 * <p>Source: rest-api.md §2.1, its defects repaired. Not for concurrent use: one event loop owns
 * it.
 */
public final class FailedAttempts {

  private static final int MOST_PEERS = 10_000;
  private static final double MILLIS_PER_SECOND = 1000;

  private final double perSecond;
  private final int burst;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > MOST_PEERS;
    }
  };

  /** {@code burst} attempts at once, then {@code perSecond}. */
  public FailedAttempts(double perSecond, int burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /** Counts an attempt at {@code nowMillis}; returns whether {@code peer} had any left. */
  public boolean allow(String peer, long nowMillis) {
    Bucket former = buckets.getOrDefault(peer, new Bucket(burst, nowMillis));
    double refilled = (nowMillis - former.millis) / MILLIS_PER_SECOND * perSecond;
    double left = Math.min(burst, former.left + Math.max(0, refilled));
    boolean allowed = left >= 1;
    buckets.put(peer, new Bucket(allowed ? left - 1 : left, nowMillis));
    return allowed;
  }

  /** A right token gives {@code peer} its attempts back. */
  public void forget(String peer) {
    buckets.remove(peer);
  }

  private record Bucket(double left, long millis) {}
}
