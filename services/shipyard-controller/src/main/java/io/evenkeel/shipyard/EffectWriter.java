package io.evenkeel.shipyard;

import io.evenkeel.kit.Timers.Timer;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.Effect;
import io.evenkeel.model.sequence.Effect.CancelTimer;
import io.evenkeel.model.sequence.Effect.CloseTask;
import io.evenkeel.model.sequence.Effect.CutSequence;
import io.evenkeel.model.sequence.Effect.FinishSequence;
import io.evenkeel.model.sequence.Effect.Reject;
import io.evenkeel.model.sequence.Effect.ReleaseSlot;
import io.evenkeel.model.sequence.Effect.RequestSlot;
import io.evenkeel.model.sequence.Effect.SendTask;
import io.evenkeel.model.sequence.Effect.StartTimer;
import io.evenkeel.model.sequence.Identity;
import io.evenkeel.model.sequence.Sequence;
import io.evenkeel.model.shipyard.FollowUp;
import io.evenkeel.model.shipyard.Shipyard;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the effects of one step inside its transaction: where decisions meet the store. */
final class EffectWriter implements Effect.Handler<Future<Void>> {

  private static final Logger LOG = LoggerFactory.getLogger(EffectWriter.class);

  private final RunUnit unit;
  private final Sequence sequence;
  private final Identity run;

  EffectWriter(RunUnit unit, Sequence sequence) {
    this.unit = unit;
    this.sequence = sequence;
    this.run = sequence.identity();
  }

  @Override
  public Future<Void> requestSlot(RequestSlot effect) {
    return unit.grantNext(run).compose(granted -> unit.showIfWaiting(run));
  }

  @Override
  public Future<Void> releaseSlot(ReleaseSlot effect) {
    return unit.grantNext(run);
  }

  @Override
  public Future<Void> sendTask(SendTask effect) {
    unit.outbox().publish(effect.event());
    return OpenEventTable.add(unit.client(), run.id(), effect.event())
        .compose(open -> unit.sawTask(sequence, effect.event()));
  }

  @Override
  public Future<Void> closeTask(CloseTask effect) {
    return OpenEventTable.remove(unit.client(), effect.eventId());
  }

  @Override
  public Future<Void> finishSequence(FinishSequence effect) {
    unit.outbox().publish(effect.event());
    return OpenEventTable.remove(unit.client(), run.triggerId())
        .compose(closed -> showEnd(effect.event()))
        .compose(shown -> ProjectTable.get(unit.client(), run.project()))
        .map(project -> followUps(project, effect))
        .compose(followUps -> trigger(followUps, effect.event()));
  }

  private Future<Void> showEnd(KeptnEvent finished) {
    return unit.change(run, document -> document.sawEnd(run.stage(), finished, unit.now()));
  }

  private List<FollowUp> followUps(Optional<ProjectTable.Project> project, FinishSequence effect) {
    return project
        .map(found -> Shipyard.parse(found.shipyard())
            .followUps(run.stage(), run.name(), effect.lastTask(), effect.result()))
        .orElse(List.of());
  }

  private Future<Void> trigger(List<FollowUp> followUps, KeptnEvent finished) {
    for (int index = 0; index < followUps.size(); index++) {
      unit.outbox().publish(followUpEvent(followUps.get(index), finished, index));
    }
    return followUps.isEmpty() ? finishIfLast() : Future.succeededFuture();
  }

  private KeptnEvent followUpEvent(FollowUp followUp, KeptnEvent finished, int index) {
    return KeptnEvent.of(
            finished.derivedId("follow-up/" + index),
            EventType.sequence(followUp.stage(), followUp.sequence(), "triggered"),
            Sequence.SOURCE,
            unit.now(),
            run.context(),
            sequence.followUpData(followUp.stage()))
        .withSpecVersion(KeptnEvent.SPEC_VERSION);
  }

  /** The whole run is over when no stage has anything left to do. */
  private Future<Void> finishIfLast() {
    return ExecutionTable.anyOpen(unit.client(), run)
        .compose(more -> more
            ? Future.succeededFuture()
            : unit.change(run, document -> document.withState("finished"))
                .compose(
                    shown -> PauseTable.remove(unit.client(), run.project(), run.context(), "")));
  }

  @Override
  public Future<Void> cutSequence(CutSequence effect) {
    unit.outbox().publish(effect.event());
    return OpenEventTable.remove(unit.client(), run.triggerId())
        .compose(closed -> showEnd(effect.event()))
        .compose(shown -> unit.change(
            run, document -> document.withState(effect.timedOut() ? "timedOut" : "aborted")));
  }

  @Override
  public Future<Void> startTimer(StartTimer effect) {
    Timer timer =
        new Timer(effect.timerId(), Sequence.SOURCE, effect.dueAt(), Map.of("execution", run.id()));
    return unit.timers().start(unit.outbox(), timer);
  }

  @Override
  public Future<Void> cancelTimer(CancelTimer effect) {
    return unit.timers().cancel(unit.outbox(), effect.timerId());
  }

  @Override
  public Future<Void> reject(Reject effect) {
    LOG.atInfo()
        .addKeyValue("context", run.context())
        .addKeyValue("sequence", run.name())
        .addKeyValue("stage", run.stage())
        .log(effect.reason());
    return Future.succeededFuture();
  }
}
