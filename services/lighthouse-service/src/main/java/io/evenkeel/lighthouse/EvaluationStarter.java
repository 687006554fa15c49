package io.evenkeel.lighthouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.Outbox;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Timers.Timer;
import io.evenkeel.lighthouse.SloClient.SloUnreadable;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.slo.EvaluationFinished;
import io.evenkeel.model.slo.EvaluationWindow;
import io.evenkeel.model.slo.GetSliTriggered;
import io.evenkeel.model.slo.Slo;
import io.evenkeel.model.slo.Verdict;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first half of an evaluation: window, {@code slo.yaml}, provider, question.
 *
 * <p>Source: evaluation.md §4.2.
 */
final class EvaluationStarter {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluationStarter.class);
  private static final EvaluationWindow NONE = new EvaluationWindow("", "");

  private final Platform platform;
  private final LighthouseConfig config;
  private final SloClient slos;

  EvaluationStarter(Platform platform, LighthouseConfig config) {
    this.platform = platform;
    this.config = config;
    this.slos = new SloClient(platform.api());
  }

  Future<Completion> onTriggered(KeptnEvent triggered) {
    Instant now = platform.clock().instant();
    EvaluationWindow window;
    try {
      window = EvaluationWindow.of(triggered, now);
    } catch (IllegalArgumentException invalid) {
      return Future.succeededFuture(
          finish(triggered, NONE, Verdict.errored(String.valueOf(invalid.getMessage()))));
    }
    return slos.read(triggered)
        .compose(slo -> ask(triggered, window, slo))
        .recover(cause -> reportUnreadable(triggered, window, cause));
  }

  private Future<Completion> ask(
      KeptnEvent triggered, EvaluationWindow window, Optional<String> content) {
    Optional<Slo> slo = content.map(base64 -> parse(triggered, base64));
    return provider(triggered.project()).map(provider -> {
      PendingEvaluation pending =
          PendingEvaluation.of(triggered, provider, window, content.orElse(""));
      return provider.isEmpty()
          ? finish(triggered, window, Verdict.notEvaluated("SLI-provider", triggered.project()))
          : question(triggered, pending, slo);
    });
  }

  private Future<String> provider(String project) {
    return ProviderTable.get(platform.database().reader(), project)
        .map(own -> own.isEmpty() ? config.defaultProvider() : own);
  }

  private Completion question(KeptnEvent triggered, PendingEvaluation pending, Optional<Slo> slo) {
    Instant now = platform.clock().instant();
    KeptnEvent getSli = new KeptnEvent(
        pending.getSliId(),
        EventType.task("get-sli", "triggered"),
        LighthouseVerticle.NAME,
        now,
        triggered.context(),
        "",
        triggered.gitCommitId(),
        KeptnEvent.SPEC_VERSION,
        "application/json",
        null,
        GetSliTriggered.data(triggered, pending.provider(), pending.window(), slo));
    return outbox -> {
      outbox.publish(started(triggered, now));
      outbox.publish(getSli);
      return PendingTable.put(outbox.client(), pending)
          .compose(stored -> startTimer(outbox, pending, now));
    };
  }

  private Future<Void> startTimer(Outbox outbox, PendingEvaluation pending, Instant now) {
    Timer timer = new Timer(
        pending.getSliId(),
        LighthouseVerticle.NAME,
        now.plus(config.providerTimeout()),
        Map.of("getSliId", pending.getSliId()));
    return platform.timers().start(outbox, timer);
  }

  private Completion finish(KeptnEvent triggered, EvaluationWindow window, Verdict verdict) {
    Instant now = platform.clock().instant();
    EvaluationFinished finished = new EvaluationFinished(
        CommonData.scope(triggered), window.start(), window.end(), "", verdict);
    return Completion.publish(
        started(triggered, now),
        triggered
            .answer("finished", LighthouseVerticle.NAME, now, finished.toData())
            .withGitCommitId(triggered.gitCommitId()));
  }

  private static KeptnEvent started(KeptnEvent triggered, Instant now) {
    Map<String, Object> data = CommonData.of(triggered);
    data.put("status", "succeeded");
    return triggered
        .answer("started", LighthouseVerticle.NAME, now, data)
        .withGitCommitId(triggered.gitCommitId());
  }

  private Future<Completion> reportUnreadable(
      KeptnEvent triggered, EvaluationWindow window, Throwable cause) {
    return cause instanceof SloUnreadable
        ? Future.succeededFuture(finish(
            triggered, window, Verdict.errored("error retrieving SLO file: " + cause.getMessage())))
        : Future.failedFuture(cause);
  }

  private static Slo parse(KeptnEvent triggered, String base64) {
    try {
      return Slo.parse(new String(Base64.getDecoder().decode(base64), UTF_8));
    } catch (IllegalArgumentException malformed) {
      LOG.atWarn()
          .addKeyValue("context", triggered.context())
          .addKeyValue("project", triggered.project())
          .addKeyValue("stage", triggered.stage())
          .addKeyValue("service", triggered.service())
          .addKeyValue("error", malformed.getMessage())
          .log("slo.yaml cannot be read");
      throw new SloUnreadable("Could not parse SLO file for service %s in stage %s in project %s"
          .formatted(triggered.service(), triggered.stage(), triggered.project()));
    }
  }
}
