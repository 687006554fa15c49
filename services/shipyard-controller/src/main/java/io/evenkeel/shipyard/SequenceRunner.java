package io.evenkeel.shipyard;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.Outbox;
import io.evenkeel.kit.Timers;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.Identity;
import io.evenkeel.model.sequence.Input;
import io.evenkeel.model.sequence.Sequence;
import io.evenkeel.model.shipyard.SequenceDefinition;
import io.evenkeel.shipyard.ShipyardSource.Head;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to runs when events arrive and timers fire: finds the run, lets it decide, and
 * stores the decision with everything that follows from it.
 *
 * <p>Source: sequences.md §§3.1 to 3.13.
 */
final class SequenceRunner {

  private static final Logger LOG = LoggerFactory.getLogger(SequenceRunner.class);

  private final ShipyardSource shipyards;
  private final Timers timers;
  private final Clock clock;
  private final ControllerConfig config;

  SequenceRunner(ShipyardSource shipyards, Timers timers, Clock clock, ControllerConfig config) {
    this.shipyards = shipyards;
    this.timers = timers;
    this.clock = clock;
    this.config = config;
  }

  /** {@code <stage>.<sequence>.triggered}: starts a run, or says why it can't. */
  Future<Completion> onSequenceTriggered(KeptnEvent trigger) {
    String problem = scopeProblem(trigger);
    if (!problem.isEmpty()) {
      LOG.atError().addKeyValue("eventId", trigger.id()).log(problem);
      return Future.succeededFuture(Completion.nothing());
    }
    return shipyards
        .head(trigger.project(), trigger.stage())
        .map(head -> inUnit(unit -> start(unit, trigger, head)));
  }

  private Future<Void> start(RunUnit unit, KeptnEvent trigger, Head head) {
    Identity run = Identity.of(
        trigger, trigger.gitCommitId().isEmpty() ? head.stageCommit() : trigger.gitCommitId());
    return ExecutionTable.byId(unit.client(), run.id())
        .compose(known ->
            known.isPresent() ? Future.succeededFuture() : startNew(unit, trigger, run, head));
  }

  private Future<Void> startNew(RunUnit unit, KeptnEvent trigger, Identity run, Head head) {
    Future<Void> seen = unit.sawTrigger(trigger);
    if (!head.problem().isEmpty()) {
      return seen.compose(shown ->
          refuse(unit, trigger, run, "Unable to retrieve Shipyard file: " + head.problem()));
    }
    SequenceDefinition definition;
    try {
      definition = head.shipyard().find(trigger.stage(), run.name());
    } catch (IllegalArgumentException absent) {
      String reason = "Unable to start sequence %s: %s".formatted(run.name(), absent.getMessage());
      return seen.compose(shown -> refuse(unit, trigger, run, reason));
    }
    return seen.compose(
            shown -> ProjectTable.setShipyard(unit.client(), run.project(), head.text()))
        .compose(stored ->
            OpenEventTable.add(unit.client(), run.id(), trigger.withGitCommitId(run.gitCommitId())))
        .compose(
            open -> PauseTable.isPaused(unit.client(), run.project(), run.context(), run.stage()))
        .compose(paused -> unit.begin(Sequence.begin(
            run,
            definition.tasks(),
            trigger.data(),
            paused,
            unit.now(),
            config.taskStartedWait())));
  }

  /** A start that failed leaves a finished event and nothing else. */
  private Future<Void> refuse(RunUnit unit, KeptnEvent trigger, Identity run, String reason) {
    Map<String, Object> data = CommonData.scope(trigger);
    data.put("status", "errored");
    data.put("result", "fail");
    data.put("message", reason);
    KeptnEvent finished = KeptnEvent.of(
            trigger.derivedId("refused"),
            run.eventType("finished"),
            Sequence.SOURCE,
            unit.now(),
            run.context(),
            data)
        .withTriggeredId(trigger.id())
        .withSpecVersion(KeptnEvent.SPEC_VERSION);
    unit.outbox().publish(finished);
    return ExecutionTable.anyOpen(unit.client(), run)
        .compose(more -> unit.change(run, document -> {
          var shown = document.sawEnd(run.stage(), finished, unit.now());
          return more ? shown : shown.withState("finished");
        }));
  }

  /** {@code <task>.started}, {@code <task>.finished}: progress of the current task. */
  Future<Completion> onTaskAnswered(KeptnEvent event) {
    return Future.succeededFuture(inUnit(unit -> current(unit, event)
        .compose(found -> found.isPresent()
            ? unit.sawTask(found.get(), event)
                .compose(seen -> unit.apply(found.get(), new Input.TaskAnswered(event, unit.now())))
            : ignore(event))));
  }

  /** {@code <task>.status.changed}: somebody works on the task. */
  Future<Completion> onTaskProgressed(KeptnEvent event) {
    return Future.succeededFuture(inUnit(unit -> current(unit, event)
        .compose(found -> found.isPresent()
            ? unit.apply(found.get(), new Input.TaskProgressed(event.triggeredId(), unit.now()))
            : Future.succeededFuture())));
  }

  private static Future<Optional<Sequence>> current(RunUnit unit, KeptnEvent event) {
    return ExecutionTable.byTask(unit.client(), event.triggeredId()).map(found -> found
        .filter(run -> run.identity().project().equals(event.project()))
        .filter(run -> run.identity().context().equals(event.context())));
  }

  private static Future<Void> ignore(KeptnEvent event) {
    LOG.atDebug()
        .addKeyValue("eventId", event.id())
        .addKeyValue("context", event.context())
        .log(
            "The received {} event with keptn context {} is not accociated with a task that was"
                + " previously triggered",
            event.type(),
            event.context());
    return Future.succeededFuture();
  }

  /** A delay is over, or nobody answered in time. */
  Future<Completion> onTimer(Timers.Timer timer) {
    String execution = Json.text(timer.body().get("execution"));
    return Future.succeededFuture(inUnit(unit -> ExecutionTable.byId(unit.client(), execution)
        .compose(found -> found.isPresent()
            ? unit.apply(found.get(), new Input.TimerFired(timer.id(), unit.now()))
            : Future.succeededFuture())));
  }

  /** Work on runs in one transaction, ending with their summaries written. */
  Completion inUnit(Function<RunUnit, Future<Void>> work) {
    return (Outbox outbox) -> {
      Instant now = clock.instant();
      RunUnit unit = new RunUnit(outbox, timers, now);
      return work.apply(unit).compose(done -> unit.flush());
    };
  }

  private static String scopeProblem(KeptnEvent event) {
    if (!EventType.of(event.type()).isSequence()) {
      return event.type() + " is not a valid keptn sequence triggered event type";
    }
    if (event.project().isEmpty()) {
      return "event does not contain a project: invalid event scope";
    }
    if (event.stage().isEmpty()) {
      return "event does not contain a stage: invalid event scope";
    }
    if (event.service().isEmpty()) {
      return "event does not contain a service: invalid event scope";
    }
    return event.context().isEmpty() ? "shkeptncontext must be set" : "";
  }
}
