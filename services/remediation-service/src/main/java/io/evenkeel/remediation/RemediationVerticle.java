package io.evenkeel.remediation;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Subscription;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.remediation.GetAction;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Map;

/**
 * Answers {@code get-action.triggered} with the next action of the service's
 * {@code remediation.yaml}.
 *
 * <p>Source: remediation.md §2 to §4.
 */
public final class RemediationVerticle extends VerticleBase {

  /** Name of the service and source of its events. */
  public static final String NAME = "remediation-service";

  static final String TRIGGERED = "sh.keptn.event.get-action.triggered";

  private final Platform platform;
  private final RemediationFileClient files;

  public RemediationVerticle(Platform platform) {
    this.platform = platform;
    this.files = new RemediationFileClient(platform.api());
  }

  @Override
  public Future<?> start() {
    return platform.mesh().subscribe(Subscription.of(NAME, TRIGGERED), this::onTriggered);
  }

  private Future<Completion> onTriggered(KeptnEvent triggered) {
    if (triggered.context().isEmpty()) {
      return Future.succeededFuture(Completion.nothing()); // Belongs to no run.
    }
    return finished(triggered)
        .map(finished -> Completion.publish(
            answer(triggered, "started", CommonData.of(triggered)),
            answer(triggered, "finished", finished)));
  }

  private Future<Map<String, Object>> finished(KeptnEvent triggered) {
    try {
      GetAction task = GetAction.of(triggered);
      return files
          .read(triggered)
          .map(found -> found.map(task::finished).orElseGet(task::fileMissing));
    } catch (IllegalArgumentException notDecodable) {
      return Future.succeededFuture(GetAction.notDecodable(triggered));
    }
  }

  private KeptnEvent answer(KeptnEvent triggered, String kind, Map<String, Object> data) {
    return triggered.answer(kind, NAME, platform.clock().instant(), data);
  }
}
