package io.evenkeel.kit;

import io.evenkeel.kit.metrics.EventKind;
import io.evenkeel.kit.tracing.TraceIds;
import io.evenkeel.kit.tracing.Tracing;
import io.evenkeel.kit.tracing.Tracing.Kind;
import io.evenkeel.kit.tracing.Tracing.Span;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Events and deliveries as spans. An event is the span of its id; it follows from the delivery in
 * whose transaction it was stored, or from the {@code .triggered} event it answers.
 */
final class EventTraces {

  private final Tracing tracing;
  private final Clock clock;

  EventTraces(Tracing tracing, Clock clock) {
    this.tracing = tracing;
    this.clock = clock;
  }

  boolean isOn() {
    return tracing.isOn();
  }

  /** The events of a transaction that began at {@code sinceNanos} are in the log. */
  void stored(StoredOutbox outbox, long sinceNanos) {
    if (tracing.isOn()) {
      Instant end = clock.instant();
      Instant start = before(end, sinceNanos);
      outbox.stored.forEach(event -> tracing.tell(new Span(
          event.context(),
          event.id(),
          outbox.cause == null ? event.triggeredId() : key(outbox.cause),
          outbox.links.getOrDefault(event.id(), ""),
          Kind.PRODUCER,
          "publish " + EventKind.of(event.type()),
          start,
          end,
          attributes(event),
          "")));
    }
  }

  /** Somebody had an event in hand. */
  void delivered(PendingDelivery delivery, long sinceNanos, String error) {
    if (tracing.isOn()) {
      Instant end = clock.instant();
      tracing.tell(new Span(
          delivery.event().context(),
          key(delivery),
          delivery.event().id(),
          "",
          Kind.CONSUMER,
          "deliver %s to %s"
              .formatted(EventKind.of(delivery.event().type()), delivery.subscriber()),
          before(end, sinceNanos),
          end,
          attributes(delivery.event()),
          error));
    }
  }

  /** What follows from an event was decided and stored. */
  void decided(PendingDelivery delivery, long sinceNanos) {
    if (tracing.isOn()) {
      Instant end = clock.instant();
      tracing.tell(new Span(
          delivery.event().context(),
          key(delivery) + "/decide",
          key(delivery),
          "",
          Kind.INTERNAL,
          "decide",
          before(end, sinceNanos),
          end,
          Map.of(),
          ""));
    }
  }

  /** What a handler's calls of other services follow from. */
  String cause(PendingDelivery delivery) {
    return TraceIds.traceparent(delivery.event().context(), key(delivery));
  }

  /** The span of one attempt. */
  static String key(PendingDelivery delivery) {
    return "%s/%s/%d".formatted(delivery.event().id(), delivery.subscriber(), delivery.attempts());
  }

  private static Instant before(Instant end, long sinceNanos) {
    return end.minusNanos(System.nanoTime() - sinceNanos);
  }

  private static Map<String, String> attributes(KeptnEvent event) {
    return Map.of(
        "keptn.context", event.context(),
        "keptn.project", event.project(),
        "keptn.stage", event.stage(),
        "keptn.service", event.service(),
        "cloudevents.event_id", event.id(),
        "cloudevents.event_type", event.type(),
        "cloudevents.event_source", event.source());
  }
}
