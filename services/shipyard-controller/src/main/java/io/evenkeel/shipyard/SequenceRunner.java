package io.evenkeel.shipyard;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.Outbox;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Timers;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.CurrentTask;
import io.evenkeel.model.sequence.Identity;
import io.evenkeel.model.sequence.Input;
import io.evenkeel.model.sequence.Plan;
import io.evenkeel.model.sequence.Sequence;
import io.evenkeel.model.sequence.Step;
import io.evenkeel.model.shipyard.SequenceDefinition;
import io.evenkeel.shipyard.ShipyardSource.Head;
import io.evenkeel.shipyard.uniform.RegistrationTable;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
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

  /** How far a sender's clock may be off before the order of arrival is taken instead. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final ShipyardSource shipyards;
  private final Timers timers;
  private final Clock clock;
  private final OpenEventWatch watch;
  private final RunReport report;
  private final ControllerConfig config;
  private final SqlClient reader;
  private final HeldStarts held;

  SequenceRunner(
      Platform platform, ControllerConfig config, OpenEventWatch watch, String timerOwner) {
    this.watch = watch;
    this.shipyards = new ShipyardSource(platform.api());
    this.timers = platform.timers();
    this.clock = platform.clock();
    this.report = new RunReport(platform.metrics(), platform.tracing());
    this.config = config;
    this.reader = platform.database().reader();
    this.held = new HeldStarts(timerOwner);
  }

  /** {@code <stage>.<sequence>.triggered}: starts a run, or says why it can't. */
  Future<Completion> onSequenceTriggered(KeptnEvent trigger) {
    String problem = scopeProblem(trigger);
    if (!problem.isEmpty()) {
      LOG.atError().addKeyValue("eventId", trigger.id()).log(problem);
      return Future.succeededFuture(Completion.nothing());
    }
    return tryToStart(trigger, false);
  }

  private Future<Completion> tryToStart(KeptnEvent trigger, boolean isHeld) {
    return shipyards
        .head(trigger.project(), trigger.stage())
        .map(head -> inContext(trigger, unit -> {
          if (head.isAway()) {
            return held.hold(unit, trigger, head.problem());
          }
          return isHeld
              ? HeldStartTable.remove(unit.client(), trigger)
                  .compose(since -> start(unit, trigger, head, since.orElse(unit.now())))
              : start(unit, trigger, head, unit.now());
        }));
  }

  private Future<Completion> tryAgain(String triggerId) {
    return EventLog.byId(reader, triggerId)
        .compose(found -> found.isEmpty()
            ? Future.succeededFuture(Completion.nothing())
            : tryToStart(found.get(0), true));
  }

  private Future<Void> start(RunUnit unit, KeptnEvent trigger, Head head, Instant arrived) {
    Identity run = Identity.of(
        trigger, trigger.gitCommitId().isEmpty() ? head.stageCommit() : trigger.gitCommitId());
    return unit.situation(run)
        .compose(found -> found.run().isPresent()
            ? Future.succeededFuture()
            : startNew(unit, trigger, run, head, found, arrived));
  }

  private Future<Void> startNew(
      RunUnit unit, KeptnEvent trigger, Identity run, Head head, Situation found, Instant arrived) {
    return unit.sawTrigger(trigger).compose(wanted -> {
      if (!wanted) {
        return refuse(unit, trigger, run, "aborted", "pass", "aborted before it started");
      }
      record(unit, run, head);
      return begin(unit, trigger, run, head, found, arrived);
    });
  }

  /** The project's record follows what the file says now, even if that can't be run. */
  private static void record(RunUnit unit, Identity run, Head head) {
    if (!head.text().isEmpty()) {
      ProjectTable.setShipyard(unit.client(), run.project(), head.text());
    }
  }

  private Future<Void> begin(
      RunUnit unit, KeptnEvent trigger, Identity run, Head head, Situation found, Instant arrived) {
    if (!head.problem().isEmpty()) {
      return fail(unit, trigger, run, "Unable to retrieve Shipyard file: " + head.problem());
    }
    SequenceDefinition definition;
    try {
      definition = head.shipyard().find(trigger.stage(), run.name());
    } catch (IllegalArgumentException absent) {
      String reason = "Unable to start sequence %s: %s".formatted(run.name(), absent.getMessage());
      return fail(unit, trigger, run, reason);
    }
    Plan plan = Plan.of(definition, trigger.data(), config.taskStartedWait());
    KeptnEvent open = trigger.withGitCommitId(run.gitCommitId());
    unit.open(run, open);
    Step created = Sequence.begin(run, plan, found.paused(), unit.now());
    return unit.begin(created, found.free(), turn(trigger.time(), arrived));
  }

  /** The sender's time decides who goes first, unless its clock is far off. */
  private static Instant turn(Instant sent, Instant arrived) {
    return Duration.between(sent, arrived).abs().compareTo(CLOCK_SKEW) <= 0 ? sent : arrived;
  }

  private Future<Void> fail(RunUnit unit, KeptnEvent trigger, Identity run, String reason) {
    return refuse(unit, trigger, run, "errored", "fail", reason)
        .compose(told -> ExecutionTable.anyOpen(unit.client(), run))
        .compose(more -> more
            ? Future.succeededFuture()
            : unit.change(
                run,
                document ->
                    document.pending().isEmpty() ? document.withState("finished") : document));
  }

  /** A start that did not come about leaves a finished event and nothing else. */
  private Future<Void> refuse(
      RunUnit unit, KeptnEvent trigger, Identity run, String status, String result, String reason) {
    Map<String, Object> data = CommonData.scope(trigger);
    data.put("status", status);
    data.put("result", result);
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
    return unit.change(run, document -> document.sawEnd(run.stage(), finished, unit.now()))
        .compose(shown -> status.equals("errored")
            ? ErrorLog.sequenceFailed(unit.client(), finished, "", unit.now())
            : Future.succeededFuture());
  }

  /** {@code sh.keptn.log.error}: somebody wants people to know. */
  Future<Completion> onErrorTold(KeptnEvent event) {
    return Future.succeededFuture(inUnit(unit -> ErrorLog.told(unit.client(), event, unit.now())));
  }

  /** {@code <task>.started}, {@code <task>.finished}: progress of the current task. */
  Future<Completion> onTaskAnswered(KeptnEvent event) {
    return Future.succeededFuture(inContext(event, unit -> current(unit, event)
        .compose(found -> found.isPresent()
            ? unit.sawTask(found.get(), event)
                .compose(seen -> ErrorLog.taskAnswered(unit.client(), event, unit.now()))
                .compose(told -> isStartedAnew(unit, found.get(), event))
                .compose(again -> again
                    ? Future.succeededFuture()
                    : unit.apply(found.get(), new Input.TaskAnswered(event, unit.now())))
            : ignore(event))));
  }

  /**
   * Whether an integration that was restarted in the middle of a task has heard of it again: its
   * {@code .finished} is then waited for once, not twice (integrations.md §4.1). Several
   * {@code .started} of one process do count: it has several subscriptions, or several answers.
   */
  private static Future<Boolean> isStartedAnew(RunUnit unit, Sequence run, KeptnEvent event) {
    CurrentTask task = run.current();
    if (task == null || !event.type().endsWith(".started")) {
      return Future.succeededFuture(false);
    }
    return task.startedBy(event.source())
        .map(before -> RegistrationTable.hasRegisteredSince(unit.client(), event.source(), before))
        .orElse(Future.succeededFuture(false));
  }

  /** {@code <task>.status.changed}: somebody works on the task. */
  Future<Completion> onTaskProgressed(KeptnEvent event) {
    return Future.succeededFuture(inContext(event, unit -> current(unit, event)
        .compose(found -> found.isPresent()
            ? unit.apply(found.get(), new Input.TaskProgressed(event.triggeredId(), unit.now()))
            : Future.succeededFuture())));
  }

  private static Future<Optional<Sequence>> current(RunUnit unit, KeptnEvent event) {
    return unit.ofTask(event).map(found -> found
        .filter(run -> !event.stage().isEmpty() && !event.service().isEmpty())
        .filter(run -> run.identity().project().equals(event.project()))
        .filter(run -> run.identity().context().equals(event.context())));
  }

  private static Future<Void> ignore(KeptnEvent event) {
    LOG.atInfo()
        .addKeyValue("eventId", event.id())
        .addKeyValue("context", event.context())
        .log(
            "The received {} event with keptn context {} is not accociated with a task that was"
                + " previously triggered",
            event.type(),
            event.context());
    return Future.succeededFuture();
  }

  /** A delay is over, nobody answered in time, or a start is to be tried again. */
  Future<Completion> onTimer(Timers.Timer timer) {
    return HeldStarts.trigger(timer).map(this::tryAgain).orElseGet(() -> onRunTimer(timer));
  }

  private Future<Completion> onRunTimer(Timers.Timer timer) {
    String execution = Json.text(timer.body().get("execution"));
    return Future.succeededFuture(inUnit(unit -> ExecutionTable.byId(unit.client(), execution)
        .compose(found -> found.isPresent()
            ? unit.lock(found.get().identity().project(), found.get().identity().context())
                .compose(alone -> ExecutionTable.byId(unit.client(), execution))
            : Future.succeededFuture(found))
        .compose(found -> found.isPresent()
            ? unit.apply(found.get(), new Input.TimerFired(timer.id(), unit.now()))
            : Future.succeededFuture())));
  }

  /** Work on the runs of the event's context, with nobody else at them. */
  private Completion inContext(KeptnEvent event, Function<RunUnit, Future<Void>> work) {
    return inUnit(unit -> {
      unit.lock(event.project(), event.context());
      return work.apply(unit);
    });
  }

  /** Work on runs in one transaction, ending with their summaries written. */
  Completion inUnit(Function<RunUnit, Future<Void>> work) {
    return (Outbox outbox) -> {
      Instant now = clock.instant();
      RunUnit unit = new RunUnit(outbox, timers, shipyards, watch, report, now);
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
