package io.evenkeel.kit.tracing;

import java.time.Instant;
import java.util.Map;

/**
 * Tells what happened when, after it happened. Whoever has something to tell asks {@link #isOn}
 * first: while it is off nothing is made and no class of OpenTelemetry is loaded.
 */
public interface Tracing {

  /** Tells nobody. */
  Tracing OFF = new Tracing() {
    @Override
    public boolean isOn() {
      return false;
    }

    @Override
    public void tell(Span span) {}

    @Override
    public void close() {}
  };

  /** What a span is about, as tracing tools draw it. */
  enum Kind {
    PRODUCER,
    CONSUMER,
    SERVER,
    CLIENT,
    INTERNAL
  }

  /**
   * Something that happened.
   *
   * @param context the keptn context it belongs to
   * @param key names it; the same key is the same span
   * @param parent key of what it is part of or follows from, {@code ""} for nothing
   * @param link {@code traceparent} of a trace of somebody else's that led to it, or {@code ""}
   * @param error why it failed, or {@code ""}
   */
  record Span(
      String context,
      String key,
      String parent,
      String link,
      Kind kind,
      String name,
      Instant start,
      Instant end,
      Map<String, String> attributes,
      String error) {

    public Span {
      attributes = Map.copyOf(attributes);
    }
  }

  boolean isOn();

  void tell(Span span);

  /** Sends what is left, for some seconds at most. */
  void close();

  /**
   * On if the standard variables name a receiver or an exporter.
   *
   * @param service what this process is called
   * @param variables those that begin with {@code OTEL_}
   */
  static Tracing of(String service, Map<String, String> variables) {
    boolean named = variables.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")
        || variables.containsKey("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
        || variables.containsKey("OTEL_TRACES_EXPORTER");
    boolean disabled = "none".equals(variables.get("OTEL_TRACES_EXPORTER"))
        || "true".equalsIgnoreCase(variables.get("OTEL_SDK_DISABLED"));
    return named && !disabled ? OpenTelemetryTracing.start(service, variables) : OFF;
  }
}
