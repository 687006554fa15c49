package io.evenkeel.kit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What this node is handling at the moment. */
final class Attempts {

  /** Leases an attempt may last: one that is not over by then never will be, and is made anew. */
  static final int MOST_LEASES = 36;

  private final Map<PendingDelivery.Key, Attempt> running = new ConcurrentHashMap<>();

  /** One delivery in its handler's hands. */
  record Attempt(PendingDelivery delivery, long sinceNanos) {

    boolean isOlderThan(Duration age) {
      return System.nanoTime() - sinceNanos > age.toNanos();
    }
  }

  int size() {
    return running.size();
  }

  Attempt begin(PendingDelivery delivery) {
    Attempt attempt = new Attempt(delivery, System.nanoTime());
    running.put(delivery.key(), attempt);
    return attempt;
  }

  void end(Attempt attempt) {
    running.remove(attempt.delivery().key(), attempt);
  }

  /** Those that have used up a good part of their lease. */
  List<PendingDelivery> slow(Duration lease) {
    return running.values().stream()
        .filter(attempt -> attempt.isOlderThan(lease.dividedBy(4)))
        .map(Attempt::delivery)
        .toList();
  }

  /** Takes out those whose handler has not come back for too long. */
  List<PendingDelivery> giveUpOverdue(Duration lease) {
    Duration longest = lease.multipliedBy(MOST_LEASES);
    List<Attempt> overdue = running.values().stream()
        .filter(attempt -> attempt.isOlderThan(longest))
        .toList();
    overdue.forEach(this::end);
    return overdue.stream().map(Attempt::delivery).toList();
  }
}
