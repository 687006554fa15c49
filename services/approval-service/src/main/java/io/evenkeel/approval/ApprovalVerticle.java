package io.evenkeel.approval;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Subscription;
import io.evenkeel.model.approval.Approval;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers {@code approval.triggered}: at once where the strategy is automatic or the result a
 * failure, otherwise it only says that it has started and a person finishes the task through the
 * event API.
 *
 * <p>Source: approval.md §3. Data that cannot be read is answered, too: errored.
 */
public final class ApprovalVerticle extends VerticleBase {

  /** Name of the service and source of its events. */
  public static final String NAME = "approval-service";

  static final String TRIGGERED = "sh.keptn.event.approval.triggered";

  private final Platform platform;

  public ApprovalVerticle(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Future<?> start() {
    return platform.mesh().subscribe(Subscription.of(NAME, TRIGGERED), this::onTriggered);
  }

  private Future<Completion> onTriggered(KeptnEvent triggered) {
    if (triggered.context().isEmpty()) {
      return Future.succeededFuture(Completion.nothing()); // Belongs to no run.
    }
    String wrong = CommonData.typeError(triggered.data());
    String problem = wrong.isEmpty() ? Approval.typeError(triggered.data()) : wrong;
    List<KeptnEvent> answers = problem.isEmpty()
        ? decide(triggered, Approval.of(triggered.data()))
        : refuse(triggered, "Could not read the approval: " + problem);
    return Future.succeededFuture(Completion.publish(answers));
  }

  private List<KeptnEvent> decide(KeptnEvent triggered, Approval approval) {
    List<KeptnEvent> answers = new ArrayList<>();
    answers.add(
        answer(triggered, "started", Map.of("status", "succeeded", "message", approval.message())));
    approval
        .verdict()
        .map(verdict -> Map.of("status", "succeeded", "result", verdict))
        .ifPresent(data -> answers.add(answer(triggered, "finished", data)));
    return answers;
  }

  private List<KeptnEvent> refuse(KeptnEvent triggered, String message) {
    return List.of(
        answer(triggered, "started", Map.of("status", "succeeded")),
        answer(
            triggered,
            "finished",
            Map.of("status", "errored", "result", "fail", "message", message)));
  }

  private KeptnEvent answer(KeptnEvent triggered, String kind, Map<String, String> members) {
    Map<String, Object> data = CommonData.scope(triggered);
    data.putAll(members);
    return triggered.answer(kind, NAME, platform.clock().instant(), data);
  }
}
