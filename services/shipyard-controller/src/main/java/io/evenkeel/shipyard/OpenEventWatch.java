package io.evenkeel.shipyard;

import io.evenkeel.kit.TimeLimit;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.EventBus;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits on this node for an open event of a type, whichever node opens it. */
final class OpenEventWatch {

  /** Where the type of every event that was opened appears on the bus. */
  static final String OPENED = "events.opened";

  private final Map<String, Set<Turn>> waiting = new ConcurrentHashMap<>();

  Future<Void> listen(EventBus bus) {
    return bus.<String>consumer(OPENED)
        .handler(opened -> waiting.getOrDefault(opened.body(), Set.of()).forEach(Turn::come))
        .completion();
  }

  /**
   * Notes that somebody is about to look for {@code type}: what opens from now on completes the
   * turn. Has to be {@linkplain Turn#end ended}.
   */
  Turn expect(String type) {
    Turn turn = new Turn(type);
    waiting.computeIfAbsent(type, first -> ConcurrentHashMap.newKeySet()).add(turn);
    return turn;
  }

  /** How many wait, for tests and metrics. */
  int size() {
    return waiting.values().stream().mapToInt(Set::size).sum();
  }

  /** One who waits. */
  final class Turn {

    private final String type;
    private final Promise<Void> opened = Promise.promise();

    private Turn(String type) {
      this.type = type;
    }

    private void come() {
      opened.tryComplete();
    }

    /** Completes when an event of the type was opened, or after {@code limit}. */
    Future<Void> await(Duration limit) {
      return TimeLimit.of(opened.future(), Math.max(1, limit.toMillis())).otherwiseEmpty();
    }

    void end() {
      waiting.computeIfPresent(type, (name, turns) -> {
        turns.remove(this);
        return turns.isEmpty() ? null : turns;
      });
    }
  }
}
