package io.evenkeel.shipyard;

import io.evenkeel.kit.Outbox;
import io.evenkeel.kit.Timers;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.Effect;
import io.evenkeel.model.sequence.Identity;
import io.evenkeel.model.sequence.Input;
import io.evenkeel.model.sequence.Sequence;
import io.evenkeel.model.sequence.Slot;
import io.evenkeel.model.sequence.StateDocument;
import io.evenkeel.model.sequence.Step;
import io.evenkeel.shipyard.LastEventTable.Seen;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One transaction on runs: applies inputs, carries out their effects, and keeps the summaries it
 * touched until {@link #flush}. What is only written is not waited for: statements run in their
 * order, and one that fails fails the transaction.
 */
final class RunUnit {

  private final Outbox outbox;
  private final Timers timers;
  private final ShipyardSource shipyards;
  private final OpenEventWatch watch;
  private final RunReport report;
  private final Instant now;
  private final Summaries summaries;
  private final SortedMap<String, Seen> lastSeen = new TreeMap<>();
  private final Map<String, KeptnEvent> opened = new LinkedHashMap<>();
  private final Set<String> contexts = new HashSet<>();
  private final Set<String> scopes = new HashSet<>();
  private final Set<String> granted = new HashSet<>();

  RunUnit(
      Outbox outbox,
      Timers timers,
      ShipyardSource shipyards,
      OpenEventWatch watch,
      RunReport report,
      Instant now) {
    this.outbox = outbox;
    this.summaries = new Summaries(outbox);
    this.timers = timers;
    this.shipyards = shipyards;
    this.watch = watch;
    this.report = report;
    this.now = now;
  }

  Outbox outbox() {
    return outbox;
  }

  SqlClient client() {
    return outbox.client();
  }

  Summaries summaries() {
    return summaries;
  }

  Timers timers() {
    return timers;
  }

  ShipyardSource shipyards() {
    return shipyards;
  }

  Instant now() {
    return now;
  }

  /** {@code event} may be answered from now on. */
  void open(Identity run, KeptnEvent event) {
    OpenEventTable.add(client(), run.id(), event);
    opened.put(event.id(), event);
  }

  /** The event may not be answered any more. */
  void close(String eventId) {
    OpenEventTable.remove(client(), eventId);
    opened.remove(eventId);
  }

  /** Reports a run that ends in this transaction, once it is committed. */
  void ended(Sequence run, String outcome) {
    outbox.afterCommit(() -> report.ended(run, outcome, now));
  }

  /**
   * Makes this the only transaction on a context's runs and summary. It comes before everything
   * that is read to decide on; the scope's lock comes after it.
   */
  Future<Void> lock(String project, String context) {
    contexts.add(context);
    return outbox.lock("context/%s/%s".formatted(project, context));
  }

  /** The run whose current task {@code event} answers, if there is one. */
  Future<Optional<Sequence>> ofTask(KeptnEvent event) {
    return note(event.context(), Situation.ofTask(client(), event)).map(Situation::run);
  }

  /** What is known of a run that may not have begun; its scope is locked from here on. */
  Future<Situation> situation(Identity run) {
    lockScope(run);
    return note(run.context(), Situation.ofRun(client(), run));
  }

  private Future<Situation> note(String context, Future<Situation> found) {
    summaries.note(context, found.map(Situation::summary));
    return found;
  }

  /**
   * Stores a new run and carries out what follows from its creation. One whose scope is
   * {@code free} has its turn by the time it is stored.
   */
  Future<Void> begin(Step step, boolean free, Instant queuedAt) {
    Sequence run = step.sequence();
    if (free && run.slot() == Slot.WANTED) {
      return grant(run, started -> ExecutionTable.insert(client(), started, queuedAt));
    }
    ExecutionTable.insert(client(), run, queuedAt);
    return carryOut(step);
  }

  /** Applies {@code input}, stores the run and carries out the effects, in order. */
  Future<Void> apply(Sequence sequence, Input input) {
    return apply(sequence, input, this::update);
  }

  private Future<Void> apply(Sequence sequence, Input input, Consumer<Sequence> store) {
    Step step = sequence.apply(input);
    outbox.afterCommit(() -> report.moved(sequence, step.sequence(), now));
    if (!step.sequence().equals(sequence)) {
      store.accept(step.sequence());
    }
    return carryOut(step);
  }

  private void update(Sequence changed) {
    ExecutionTable.update(client(), changed);
  }

  private Future<Void> carryOut(Step step) {
    Identity run = step.sequence().identity();
    boolean frees = step.effects().contains(new Effect.ReleaseSlot());
    // Asked for along with what the other effects need to know: none of them changes the queue.
    EffectWriter writer = new EffectWriter(
        this, step.sequence(), frees ? next(run) : Future.succeededFuture(Optional.empty()));
    Future<Void> done = Future.succeededFuture();
    for (var effect : step.effects()) {
      done = done.compose(previous -> effect.carryOut(writer));
    }
    return done;
  }

  private void lockScope(Identity run) {
    String scope = "scope/%s/%s/%s".formatted(run.project(), run.stage(), run.service());
    if (scopes.add(scope)) {
      outbox.lock(scope);
    }
  }

  /** The run whose turn it is, if the scope of {@code run} is free. */
  Future<Optional<Sequence>> next(Identity run) {
    lockScope(run);
    return ExecutionTable.nextIfFree(client(), run);
  }

  /** Lets the {@linkplain #next next} go on. */
  Future<Void> grantNext(Optional<Sequence> next) {
    return next.isPresent() ? grantAlone(next.get()) : Future.succeededFuture();
  }

  private Future<Void> grantAlone(Sequence next) {
    return contexts.contains(next.identity().context())
        ? grant(next, this::update)
        : grantIfStillNext(next);
  }

  /** Its context may be in other hands: once it is in ours, whose turn it is may have changed. */
  private Future<Void> grantIfStillNext(Sequence next) {
    lock(next.identity().project(), next.identity().context());
    return ExecutionTable.nextIfFree(client(), next.identity()).compose(this::grantNext);
  }

  private Future<Void> grant(Sequence next, Consumer<Sequence> store) {
    Identity run = next.identity();
    granted.add(run.id());
    Future<Void> shown = next.current() == null
        ? change(run, document -> document.withState("started"))
        : Future.succeededFuture();
    return shown.compose(started -> apply(next, new Input.SlotGranted(now), store));
  }

  /** Shows a run that has to wait before it starts, unless its own context is what goes on. */
  Future<Void> showIfWaiting(Identity run) {
    if (granted.contains(run.id())) {
      return Future.succeededFuture();
    }
    return ExecutionTable.byId(client(), run.id())
        .compose(found -> found.isPresent() && found.get().state().equals("triggered")
            ? ExecutionTable.holder(client(), run)
            : Future.succeededFuture(Optional.<Sequence>empty()))
        .compose(holder -> holder.isPresent()
                && !holder.get().identity().context().equals(run.context())
            ? change(
                run, shown -> shown.state().equals("finished") ? shown : shown.withState("waiting"))
            : Future.succeededFuture());
  }

  /**
   * Creates the summary of a new context, or adds the trigger to a known one. Yields whether the
   * run is still wanted: not if it was to follow another and the context was aborted since.
   */
  Future<Boolean> sawTrigger(KeptnEvent trigger) {
    return summaries.get(trigger.project(), trigger.context()).map(known -> {
      summaries.keep(known
          .map(document -> document.triggered(trigger, now).withoutPending(trigger.id()))
          .orElseGet(() -> StateDocument.created(trigger)));
      return known.isEmpty()
          || !known.get().expects(trigger)
          || !known.get().state().equals("aborted");
    });
  }

  /** The run of {@code trigger} is still to start. */
  Future<Void> expect(KeptnEvent trigger) {
    return summaries
        .get(trigger.project(), trigger.context())
        .onSuccess(known -> summaries.keep(HeldStarts.expecting(known, trigger)))
        .mapEmpty();
  }

  /** A task event of {@code run} came or went. */
  Future<Void> sawTask(Sequence run, KeptnEvent event) {
    Identity identity = run.identity();
    Seen seen = new Seen(identity, event, deployedImage(run, event), now);
    lastSeen.put(seen.key(), seen);
    return change(identity, document -> document.sawTask(identity.stage(), event, now));
  }

  private static String deployedImage(Sequence run, KeptnEvent event) {
    return event.type().equals(EventType.task("deployment", "finished"))
        ? Json.text(Json.at(
            run.followUpData(run.identity().stage()), "configurationChange", "values", "image"))
        : "";
  }

  /** Changes the summary of a run's context; a missing one stays missing. */
  Future<Void> change(Identity run, UnaryOperator<StateDocument> change) {
    return summaries.change(run.project(), run.context(), change);
  }

  /** Whether no trigger is on its way to the context of {@code run}. */
  Future<Boolean> expectsNothing(Identity run) {
    return summaries
        .get(run.project(), run.context())
        .map(found -> found.map(document -> document.pending().isEmpty()).orElse(true));
  }

  /**
   * Writes the summaries, and what runs of other contexts write as well; the last step of the
   * transaction. Whoever held such a row while it waits for a lock would be waited for by the
   * lock's owner.
   */
  Future<Void> flush() {
    LastEventTable.putAll(client(), lastSeen.values());
    summaries.flush();
    opened.values().forEach(event -> watch.tell(outbox, event));
    return Future.succeededFuture();
  }
}
