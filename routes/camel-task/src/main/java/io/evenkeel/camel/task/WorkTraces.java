package io.evenkeel.camel.task;

import io.evenkeel.kit.tracing.Tracing;
import io.evenkeel.kit.tracing.Tracing.Kind;
import io.evenkeel.kit.tracing.Tracing.Span;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What executors do, as spans: each piece of {@link Work} follows from its event, and what is done
 * for it is part of it.
 *
 * @param tracing who is told
 */
public record WorkTraces(Tracing tracing, Clock clock) {

  private static final String WORK = "EvenkeelWork";

  /** Makes {@code exchange} one for {@code work}; Camel hands that on to what it leads to. */
  public static void bind(Work work, Exchange exchange) {
    exchange.setProperty(WORK, work);
  }

  /** The work an exchange is for; {@code null} for one that is not for any. */
  public static @Nullable Work of(Exchange exchange) {
    return exchange.getProperty(WORK, Work.class);
  }

  /** The span of {@code work}; work that is resumed has another one. */
  public static String key(Work work) {
    String key = "%s/%s".formatted(work.event().id(), work.executor());
    return work.resumed() ? key + "/resumed" : key;
  }

  /** Does {@code work} as a span of its own. */
  Future<Map<String, Object>> during(Work work, Supplier<Future<Map<String, Object>>> performed) {
    return tracing.isOn()
        ? told(work, key(work), work.event().id(), "work " + work.executor(), performed)
        : performed.get();
  }

  /** Does a part of {@code work} that is called {@code name} as a span of its own. */
  public <T> Future<T> during(Work work, String name, Supplier<Future<T>> performed) {
    return tracing.isOn()
        ? told(work, "%s/%s".formatted(key(work), name), key(work), name, performed)
        : performed.get();
  }

  private <T> Future<T> told(
      Work work, String key, String parent, String name, Supplier<Future<T>> performed) {
    Instant start = clock.instant();
    return performed.get().onComplete(done -> {
      String error = done.succeeded() ? "" : Objects.toString(done.cause().getMessage(), "failed");
      tell(work, key, parent, Kind.INTERNAL, name, start, error);
    });
  }

  /** Tells that a part of {@code work} that began at {@code start} has just ended. */
  public void tell(
      Work work, String key, String parent, Kind kind, String name, Instant start, String error) {
    KeptnEvent event = work.event();
    tracing.tell(new Span(
        event.context(),
        key,
        parent,
        "",
        kind,
        name,
        start,
        clock.instant(),
        Map.of(
            "keptn.context", event.context(),
            "keptn.project", event.project(),
            "keptn.stage", event.stage(),
            "keptn.service", event.service()),
        error));
  }
}
