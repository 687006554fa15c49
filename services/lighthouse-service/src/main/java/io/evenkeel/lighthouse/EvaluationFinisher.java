package io.evenkeel.lighthouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.Outbox;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Timers.Timer;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.slo.Evaluation;
import io.evenkeel.model.slo.SliAnswer;
import io.evenkeel.model.slo.Slo;
import io.evenkeel.model.slo.Verdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second half of an evaluation: the provider has answered, or has taken too long.
 *
 * <p>Source: evaluation.md §6.4; an answer nobody waits for is ignored (§14 D3, D13, D16).
 */
final class EvaluationFinisher {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluationFinisher.class);

  private final Platform platform;
  private final LighthouseConfig config;
  private final EvaluationHistory history;

  EvaluationFinisher(Platform platform, LighthouseConfig config) {
    this.platform = platform;
    this.config = config;
    this.history = new EvaluationHistory(platform.database());
  }

  Future<Completion> onSliFinished(KeptnEvent answered) {
    return waiting(answered).compose(found -> found
        .map(pending -> finish(pending, answered))
        .orElseGet(() -> Future.succeededFuture(ignore(answered))));
  }

  Future<Completion> onTimeout(Timer timer) {
    return PendingTable.byId(reader(), Json.text(timer.body().get("getSliId")))
        .map(found -> found.map(this::timedOut).orElseGet(Completion::nothing));
  }

  /**
   * Finds whom {@code answered} is for: by the id it echoes. Providers that echo no id, or one that
   * is no event's, are known by what they answer about.
   */
  private Future<Optional<PendingEvaluation>> waiting(KeptnEvent answered) {
    String id = answered.triggeredId();
    return id.isEmpty()
        ? PendingTable.byScope(reader(), answered)
        : PendingTable.byId(reader(), id)
            .compose(found -> found.isPresent()
                ? Future.succeededFuture(found)
                : EventLog.byId(reader(), id)
                    .compose(known -> known.isEmpty()
                        ? PendingTable.byScope(reader(), answered)
                        : Future.succeededFuture(Optional.empty())));
  }

  private Future<Completion> finish(PendingEvaluation pending, KeptnEvent answered) {
    return verdict(pending, answered)
        .map(verdict ->
            answer(pending, pending.finished(answered, verdict, platform.clock().instant())));
  }

  private Future<Verdict> verdict(PendingEvaluation pending, KeptnEvent answered) {
    SliAnswer answer;
    try {
      answer = SliAnswer.of(answered);
    } catch (IllegalArgumentException malformed) {
      return Future.succeededFuture(
          Verdict.errored("Could not parse event payload: " + malformed.getMessage()));
    }
    return answer
        .unusable()
        .or(() -> withoutSlo(pending))
        .map(Future::succeededFuture)
        .orElseGet(() -> judge(pending, answer));
  }

  private static Optional<Verdict> withoutSlo(PendingEvaluation pending) {
    return pending.slo().isEmpty()
        ? Optional.of(Verdict.notEvaluated("SLO file", pending.project()))
        : Optional.empty();
  }

  private Future<Verdict> judge(PendingEvaluation pending, SliAnswer answer) {
    Slo slo = Slo.parse(new String(Base64.getDecoder().decode(pending.slo()), UTF_8));
    return slo.comparison().isWithinLimits()
        ? history
            .earlier(pending, slo.comparison())
            .map(earlier -> Evaluation.judge(slo, answer, earlier))
        : Future.succeededFuture(
            Verdict.errored("could not retrieve previous evaluation.finished events"));
  }

  private Completion timedOut(PendingEvaluation pending) {
    Verdict verdict = Verdict.errored(
        "evaluation performed by lighthouse was given up: SLI provider %s did not answer within %ds"
            .formatted(pending.provider(), config.providerTimeout().toSeconds()));
    return answer(pending, pending.timedOut(verdict, platform.clock().instant()));
  }

  /** Whoever takes the evaluation off the table answers; a second answer is none. */
  private Completion answer(PendingEvaluation pending, KeptnEvent finished) {
    return outbox -> PendingTable.remove(outbox.client(), pending)
        .onSuccess(mine -> publish(outbox, mine, finished))
        .compose(removed -> platform.timers().cancel(outbox, pending.getSliId()));
  }

  private static void publish(Outbox outbox, boolean mine, KeptnEvent finished) {
    if (mine) {
      outbox.publish(finished);
    }
  }

  private static Completion ignore(KeptnEvent answered) {
    LOG.atInfo()
        .addKeyValue("context", answered.context())
        .addKeyValue("project", answered.project())
        .addKeyValue("stage", answered.stage())
        .addKeyValue("service", answered.service())
        .addKeyValue("eventId", answered.id())
        .log("no evaluation waits for this get-sli.finished, it is ignored");
    return Completion.nothing();
  }

  private SqlClient reader() {
    return platform.database().reader();
  }
}
