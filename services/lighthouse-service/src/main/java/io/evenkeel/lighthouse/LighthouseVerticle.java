package io.evenkeel.lighthouse;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.Migrations;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Subscription;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Hears of evaluations and of what SLI providers answer; asks the provider, then judges.
 *
 * <p>Source: evaluation.md §4 to §6.
 */
public final class LighthouseVerticle extends VerticleBase {

  /** Name of the service and source of its events; other components filter on it. */
  public static final String NAME = "lighthouse-service";

  static final String TRIGGERED = "sh.keptn.event.evaluation.triggered";
  static final String SLI_FINISHED = "sh.keptn.event.get-sli.finished";
  static final String CONFIGURE = "sh.keptn.event.monitoring.configure";

  private final Platform platform;
  private final EvaluationStarter starter;
  private final EvaluationFinisher finisher;

  public LighthouseVerticle(Platform platform) {
    this.platform = platform;
    LighthouseConfig config = LighthouseConfig.from(platform.settings());
    starter = new EvaluationStarter(platform, config);
    finisher = new EvaluationFinisher(platform, config);
  }

  @Override
  public Future<?> start() {
    return Migrations.apply(platform.database(), NAME)
        .compose(migrated -> platform.timers().serve(NAME, finisher::onTimeout))
        .compose(serving -> platform.mesh().subscribe(subscription(), this::onEvent));
  }

  private static Subscription subscription() {
    return Subscription.of(NAME, TRIGGERED, SLI_FINISHED, CONFIGURE);
  }

  private Future<Completion> onEvent(KeptnEvent event) {
    return switch (event.type()) {
      case TRIGGERED -> starter.onTriggered(event);
      case SLI_FINISHED -> finisher.onSliFinished(event);
      default -> ProviderTable.onConfigure(event);
    };
  }
}
