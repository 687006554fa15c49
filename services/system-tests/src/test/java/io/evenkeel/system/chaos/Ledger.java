package io.evenkeel.system.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the product has acknowledged: all it can be held to. */
final class Ledger {

  private final Set<String> events = ConcurrentHashMap.newKeySet();
  private final Map<String, String> scopes = new ConcurrentHashMap<>();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
  private final AtomicInteger twice = new AtomicInteger();
  private final AtomicLong lastAckNanos = new AtomicLong(System.nanoTime());

  /** The event with this id was acknowledged. */
  void acknowledged(String id) {
    events.add(id);
    lastAckNanos.set(System.nanoTime());
  }

  /** So was the start of a sequence. */
  void started(String context, String scope) {
    scopes.put(context, scope);
    underWay(scope).incrementAndGet();
  }

  /** Its last task was carried out. */
  void ended(String scope) {
    underWay(scope).decrementAndGet();
  }

  int waitingIn(String scope) {
    return underWay(scope).get();
  }

  private AtomicInteger underWay(String scope) {
    return underWay.computeIfAbsent(scope, first -> new AtomicInteger());
  }

  /** Whether nobody has answered this task so far. */
  boolean claim(String triggeredId) {
    return answered.add(triggeredId);
  }

  void answeredTwice() {
    twice.incrementAndGet();
  }

  int twice() {
    return twice.get();
  }

  long lastAckNanos() {
    return lastAckNanos.get();
  }

  List<String> events() {
    return List.copyOf(events);
  }

  /** Context of every sequence, with its scope. */
  Map<String, String> sequences() {
    return Map.copyOf(scopes);
  }
}
