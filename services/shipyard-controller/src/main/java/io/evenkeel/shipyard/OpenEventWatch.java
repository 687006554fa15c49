package io.evenkeel.shipyard;

import io.evenkeel.kit.Outbox;
import io.evenkeel.kit.TimeLimit;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.EventBus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Who waits on this node for an open event of a type, whichever node opens it. Whoever waits where
 * it is opened is handed the event; the others are told that there is something to look for.
 */
final class OpenEventWatch {

  /** Where {@code <node> <type>} of every event that was opened appears on the bus. */
  private static final String OPENED = "events.opened";

  private final String node = UUID.randomUUID() + " ";
  private final Map<String, Set<Turn>> waiting = new ConcurrentHashMap<>();

  Future<Void> listen(EventBus bus) {
    return bus.<String>consumer(OPENED).handler(opened -> hear(opened.body())).completion();
  }

  private void hear(String notice) {
    if (!notice.startsWith(node)) {
      turns(notice.substring(notice.indexOf(' ') + 1)).forEach(turn -> turn.come(Optional.empty()));
    }
  }

  private Set<Turn> turns(String type) {
    return waiting.getOrDefault(type, Set.of());
  }

  /** Has everybody who waits for {@code event} know once it is committed. */
  void tell(Outbox outbox, KeptnEvent event) {
    outbox.announce(OPENED, node + event.type());
    outbox.afterCommit(() -> turns(event.type()).stream()
        .filter(turn -> turn.wanted.test(event))
        .forEach(turn -> turn.come(Optional.of(event))));
  }

  /**
   * Notes that somebody is about to look for those of {@code type} that are {@code wanted}: what
   * opens from now on completes the turn. Has to be {@linkplain Turn#end ended}.
   */
  Turn expect(String type, Predicate<KeptnEvent> wanted) {
    Turn turn = new Turn(type, wanted);
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
    private final Predicate<KeptnEvent> wanted;
    private final Promise<Optional<KeptnEvent>> opened = Promise.promise();

    private Turn(String type, Predicate<KeptnEvent> wanted) {
      this.type = type;
      this.wanted = wanted;
    }

    private void come(Optional<KeptnEvent> event) {
      opened.tryComplete(event);
    }

    /**
     * Completes with an event that was opened here, or with none after {@code limit} or when one of
     * the type was opened elsewhere.
     */
    Future<Optional<KeptnEvent>> await(Duration limit) {
      return TimeLimit.of(opened.future(), Math.max(1, limit.toMillis()))
          .otherwise(Optional.empty());
    }

    void end() {
      waiting.computeIfPresent(type, (name, turns) -> {
        turns.remove(this);
        return turns.isEmpty() ? null : turns;
      });
    }
  }
}
