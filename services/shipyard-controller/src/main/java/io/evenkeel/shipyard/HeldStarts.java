package io.evenkeel.shipyard;

import io.evenkeel.kit.Timers.Timer;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.StateDocument;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Runs whose start waits for a service that is away: shown as such, tried again every
 * {@link #PAUSE}, and aborted like any other.
 */
final class HeldStarts {

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final String TRIGGER = "trigger";

  private final String owner;

  /** Wakes up by timers of {@code owner}. */
  HeldStarts(String owner) {
    this.owner = owner;
  }

  /** The trigger that {@code timer} is to try again, if it is such a timer. */
  static Optional<String> trigger(Timer timer) {
    return Optional.of(Json.text(timer.body().get(TRIGGER))).filter(id -> !id.isEmpty());
  }

  /** Puts the start off, because of {@code reason}. */
  Future<Void> hold(RunUnit unit, KeptnEvent trigger, String reason) {
    Timer again = new Timer(
        "start/" + trigger.id(), owner, unit.now().plus(PAUSE), Map.of(TRIGGER, trigger.id()));
    return unit.expect(trigger)
        .compose(shown -> HeldStartTable.put(unit.client(), trigger, reason, unit.now()))
        .compose(noted -> unit.timers().start(unit.outbox(), again));
  }

  /** A context whose run is awaited: nobody takes it for one that is over. */
  static StateDocument expecting(Optional<StateDocument> known, KeptnEvent trigger) {
    StateDocument document = known.orElseGet(() -> StateDocument.created(trigger));
    return document.expects(trigger) ? document : document.expecting(trigger);
  }
}
