package io.evenkeel.gateway.event;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code sendEvent}: answered when the event is stored for good, never before. */
public final class EventOperations {

  private static final Logger LOG = LoggerFactory.getLogger(EventOperations.class);

  private final Platform platform;
  private final EventIntake intake;

  public EventOperations(Platform platform, EventIntake intake) {
    this.platform = platform;
    this.intake = intake;
  }

  /**
   * 200 with the context; 503 if the store does not take it: then nothing happened; 400 if none
   * would.
   */
  public Future<ApiResponse> sendEvent(ApiRequest request) {
    KeptnEvent event = intake.accept(
        request.body(), UUID.randomUUID(), UUID.randomUUID(), platform.clock().instant());
    return store(event, request)
        .map(stored -> ApiResponse.json(200, Map.of("keptnContext", event.context())))
        .recover(cause -> cause instanceof Refusal refusal && refusal.status() == 400
            ? Future.failedFuture(cause)
            : Future.succeededFuture(notStored(event, cause)));
  }

  private Future<Void> store(KeptnEvent event, ApiRequest request) {
    return platform.tracing().isOn()
        ? platform.mesh().transaction(outbox -> {
          outbox.publish(event, origin(request));
          return Future.succeededFuture();
        })
        : platform.mesh().publish(event);
  }

  /** The sender's trace: the event's own attribute, or that of the request it came in. */
  private static String origin(ApiRequest request) {
    String attribute = Json.text(Json.get(Json.parseObject(request.body()), "traceparent"));
    return attribute.isEmpty() ? request.traceparent() : attribute;
  }

  private static ApiResponse notStored(KeptnEvent event, Throwable cause) {
    LOG.atError()
        .addKeyValue("context", event.context())
        .addKeyValue("type", event.type())
        .setCause(cause)
        .log("an event was not stored");
    return ApiResponse.error(
        503,
        "the event was not stored and nothing was started (%s); send it again later"
            .formatted(reason(cause)));
  }

  /** The last cause is the store's own; it names no value of the event. */
  private static String reason(Throwable cause) {
    Throwable last = cause;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage());
  }
}
