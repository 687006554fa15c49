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
import io.evenkeel.model.sequence.Effect.ShowTask;
import io.evenkeel.model.sequence.Effect.StartTimer;
import io.evenkeel.model.sequence.Identity;
import io.evenkeel.model.sequence.Sequence;
import io.evenkeel.model.shipyard.FollowUp;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the effects of one step inside its transaction: where decisions meet the store. */
final class EffectWriter implements Effect.Handler<Future<Void>> {

  private static final Logger LOG = LoggerFactory.getLogger(EffectWriter.class);

  private final RunUnit unit;
  private final Sequence sequence;
  private final Identity run;
  private final Future<Optional<Sequence>> freed;

  /** {@code freed} is whose turn it is if this step leaves the scope. */
  EffectWriter(RunUnit unit, Sequence sequence, Future<Optional<Sequence>> freed) {
    this.unit = unit;
    this.sequence = sequence;
    this.freed = freed;
    this.run = sequence.identity();
  }

  @Override
  public Future<Void> requestSlot(RequestSlot effect) {
    return unit.next(run).compose(unit::grantNext).compose(granted -> unit.showIfWaiting(run));
  }

  @Override
  public Future<Void> releaseSlot(ReleaseSlot effect) {
    return freed.compose(unit::grantNext);
  }

  @Override
  public Future<Void> showTask(ShowTask effect) {
    return unit.sawTask(sequence, effect.event());
  }

  @Override
  public Future<Void> sendTask(SendTask effect) {
    unit.outbox().publish(effect.event());
    unit.open(run, effect.event());
    return unit.sawTask(sequence, effect.event());
  }

  @Override
  public Future<Void> closeTask(CloseTask effect) {
    unit.close(effect.eventId());
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> finishSequence(FinishSequence effect) {
    unit.ended(sequence, effect.result());
    unit.outbox().publish(effect.event());
    unit.close(run.triggerId());
    Future<Boolean> open = ExecutionTable.anyOpen(unit.client(), run);
    Future<List<FollowUp>> next = followUps(effect.lastTask(), effect.result());
    return showEnd(effect.event())
        .compose(shown -> next)
        .compose(followUps -> trigger(followUps, effect.event(), sequence::followUpData))
        .compose(triggered -> open)
        .compose(more -> more ? Future.succeededFuture() : finishIfLast());
  }

  @Override
  public Future<Void> cutSequence(CutSequence effect) {
    unit.ended(sequence, effect.outcome());
    unit.outbox().publish(effect.event());
    unit.close(run.triggerId());
    return showEnd(effect.event())
        .compose(shown -> unit.change(run, document -> document.withState(effect.outcome())))
        .compose(shown -> effect.outcome().equals(CutSequence.TIMED_OUT)
            ? ErrorLog.sequenceFailed(unit.client(), effect.event(), effect.lastTask(), unit.now())
            : Future.succeededFuture())
        .compose(shown -> followUps(effect.lastTask(), effect.outcome()))
        .compose(followUps -> trigger(
            followUps, effect.event(), stage -> sequence.followUpData(stage, effect.event())))
        .compose(triggered -> isOver())
        .compose(over -> over ? liftPauses() : Future.succeededFuture());
  }

  private Future<Void> showEnd(KeptnEvent finished) {
    return unit.change(run, document -> document.sawEnd(run.stage(), finished, unit.now()));
  }

  private Future<List<FollowUp>> followUps(String lastTask, String result) {
    return ProjectTable.get(unit.client(), run.project()).map(found -> found
        .map(project -> unit.shipyards()
            .parsed(project.name(), project.shipyard())
            .followUps(run.stage(), run.name(), lastTask, result))
        .orElse(List.of()));
  }

  private Future<Void> trigger(
      List<FollowUp> followUps, KeptnEvent finished, Function<String, Map<String, Object>> data) {
    Future<Void> done = Future.succeededFuture();
    for (int index = 0; index < followUps.size(); index++) {
      FollowUp next = followUps.get(index);
      KeptnEvent trigger = KeptnEvent.of(
              finished.derivedId("follow-up/" + index),
              EventType.sequence(next.stage(), next.sequence(), "triggered"),
              Sequence.SOURCE,
              unit.now(),
              run.context(),
              data.apply(next.stage()))
          .withSpecVersion(KeptnEvent.SPEC_VERSION);
      unit.outbox().publish(trigger);
      done = done.compose(previous -> unit.change(run, document -> document.expecting(trigger)));
    }
    return done;
  }

  /** The whole run is over when no stage has anything left to do. */
  private Future<Void> finishIfLast() {
    return unit.expectsNothing(run)
        .compose(over -> over
            ? unit.change(run, document -> document.withState("finished"))
                .compose(shown -> liftPauses())
            : Future.succeededFuture());
  }

  private Future<Boolean> isOver() {
    return ExecutionTable.anyOpen(unit.client(), run)
        .compose(open -> open ? Future.succeededFuture(false) : unit.expectsNothing(run));
  }

  private Future<Void> liftPauses() {
    PauseTable.remove(unit.client(), run.project(), run.context(), "");
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> startTimer(StartTimer effect) {
    Timer timer =
        new Timer(effect.timerId(), Sequence.SOURCE, effect.dueAt(), Map.of("execution", run.id()));
    unit.timers().start(unit.outbox(), timer);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> cancelTimer(CancelTimer effect) {
    unit.timers().cancel(unit.outbox(), effect.timerId());
    return Future.succeededFuture();
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
