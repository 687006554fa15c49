package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What this node is handling at the moment. */
final class Attempts {

  /** Leases an attempt may last: one that is not over by then never will be, and is made anew. */
  static final int MOST_LEASES = 36;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Map<PendingDelivery.Key, Attempt> running = new ConcurrentHashMap<>();
  private final Map<Lane, Integer> lanes = new ConcurrentHashMap<>();

  /** One delivery in its handler's hands. */
  record Attempt(PendingDelivery delivery, long sinceNanos) {

    boolean isOlderThan(Duration age) {
      return System.nanoTime() - sinceNanos > age.toNanos();
    }
  }

  /** How long to wait after as many failures. */
  static Duration pause(int failures) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 20));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  int size() {
    return running.size();
  }

  Attempt begin(PendingDelivery delivery) {
    Attempt attempt = new Attempt(delivery, System.nanoTime());
    if (running.put(delivery.key(), attempt) == null) {
      lanes.merge(delivery.lane(), 1, Integer::sum);
    }
    return attempt;
  }

  void end(Attempt attempt) {
    if (running.remove(attempt.delivery().key(), attempt)) {
      lanes.computeIfPresent(
          attempt.delivery().lane(), (lane, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Whether one of {@code lane} is among them. */
  boolean isBusy(Lane lane) {
    return lanes.containsKey(lane);
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
