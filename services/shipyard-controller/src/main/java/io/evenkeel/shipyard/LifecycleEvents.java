package io.evenkeel.shipyard;

import io.evenkeel.kit.Platform;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.Sequence;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Tells the world that a project or service is being created or deleted:
 * {@code sh.keptn.event.<what>.started} and {@code .finished}, in a context of their own.
 *
 * <p>Source: sequences.md §6.
 */
final class LifecycleEvents {

  private final Platform platform;
  private final String what;
  private final String context;
  private final Map<String, Object> scope;

  private LifecycleEvents(
      Platform platform, String what, String context, Map<String, Object> scope) {
    this.platform = platform;
    this.what = what;
    this.context = context;
    this.scope = scope;
  }

  static LifecycleEvents start(Platform platform, String what, Map<String, Object> scope) {
    return new LifecycleEvents(platform, what, UUID.randomUUID().toString(), scope);
  }

  Future<Void> started() {
    return publish("started", scope);
  }

  Future<Void> succeeded(Map<String, Object> more) {
    return publish("finished", data("succeeded", "pass", more));
  }

  /** Publishes the failure, then fails with its cause. */
  <T> Future<T> failed(Throwable cause, Map<String, Object> more) {
    return publish("finished", data("errored", "fail", more))
        .transform(told -> Future.failedFuture(cause));
  }

  private Map<String, Object> data(String status, String result, Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>(scope);
    data.put("status", status);
    data.put("result", result);
    data.putAll(more);
    return data;
  }

  private Future<Void> publish(String kind, Map<String, Object> data) {
    return platform
        .mesh()
        .publish(KeptnEvent.of(
                UUID.randomUUID().toString(),
                EventType.PREFIX + what + "." + kind,
                Sequence.SOURCE,
                platform.clock().instant(),
                context,
                data)
            .withSpecVersion(KeptnEvent.SPEC_VERSION));
  }
}
