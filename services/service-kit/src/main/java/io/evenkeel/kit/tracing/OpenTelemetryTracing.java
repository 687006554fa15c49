package io.evenkeel.kit.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The SDK of OpenTelemetry, set up by its standard variables, with ids of our own. */
final class OpenTelemetryTracing implements Tracing {

  private static final int FLUSH_SECONDS = 3;

  private static final Map<String, String> DEFAULTS = Map.of(
      "otel.traces.exporter", "otlp",
      "otel.metrics.exporter", "none",
      "otel.logs.exporter", "none",
      "otel.exporter.otlp.protocol", "http/protobuf");

  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;
  private final Sampler sampler;
  private final GivenIds ids;

  private OpenTelemetryTracing(OpenTelemetrySdk sdk, Sampler sampler, GivenIds ids) {
    this.sdk = sdk;
    this.tracer = sdk.getTracer("io.evenkeel");
    this.sampler = sampler;
    this.ids = ids;
  }

  static Tracing start(String service, Map<String, String> variables) {
    GivenIds ids = new GivenIds();
    AtomicReference<Sampler> sampler = new AtomicReference<>(Sampler.alwaysOn());
    Map<String, String> defaults = new HashMap<>(DEFAULTS);
    defaults.put("otel.service.name", service);
    Map<String, String> given = new HashMap<>();
    variables.forEach((name, value) -> given.put(property(name), value));
    OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .addPropertiesSupplier(() -> defaults)
        .addPropertiesCustomizer(properties -> given)
        .addSamplerCustomizer((chosen, properties) -> {
          sampler.set(chosen);
          return chosen;
        })
        .addTracerProviderCustomizer((builder, properties) -> builder.setIdGenerator(ids))
        .build()
        .getOpenTelemetrySdk();
    return new OpenTelemetryTracing(sdk, Objects.requireNonNull(sampler.get()), ids);
  }

  private static String property(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  @Override
  public boolean isOn() {
    return true;
  }

  /** Whether a trace is told is decided by its id: the same in every process. */
  @Override
  public void tell(Span span) {
    String trace = TraceIds.trace(span.context());
    if (!isSampled(trace, span.name())) {
      return;
    }
    SpanBuilder builder = tracer
        .spanBuilder(span.name())
        .setParent(
            span.parent().isEmpty()
                ? Context.root()
                : Context.root().with(wrap(trace, TraceIds.span(span.parent()))))
        .setSpanKind(SpanKind.valueOf(span.kind().name()))
        .setStartTimestamp(span.start());
    span.attributes().forEach(builder::setAttribute);
    if (TraceIds.isTraceparent(span.link())) {
      String[] parts = span.link().split("-", -1);
      builder.addLink(wrap(parts[1], parts[2]).getSpanContext());
    }
    io.opentelemetry.api.trace.Span told = ids.with(trace, TraceIds.span(span.key()), builder);
    if (!span.error().isEmpty()) {
      told.setStatus(StatusCode.ERROR, span.error());
    }
    told.end(span.end());
  }

  private boolean isSampled(String trace, String name) {
    return sampler
            .shouldSample(
                Context.root(), trace, name, SpanKind.INTERNAL, Attributes.empty(), List.of())
            .getDecision()
        == SamplingDecision.RECORD_AND_SAMPLE;
  }

  private static io.opentelemetry.api.trace.Span wrap(String trace, String span) {
    return io.opentelemetry.api.trace.Span.wrap(SpanContext.createFromRemoteParent(
        trace, span, TraceFlags.getSampled(), TraceState.getDefault()));
  }

  @Override
  public void close() {
    sdk.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
  }

  /** Hands the SDK the ids of the span that is being started by this thread. */
  private static final class GivenIds implements IdGenerator {

    private static final ThreadLocal<String[]> GIVEN = new ThreadLocal<>();

    io.opentelemetry.api.trace.Span with(String trace, String span, SpanBuilder builder) {
      GIVEN.set(new String[] {trace, span});
      try {
        return builder.startSpan();
      } finally {
        GIVEN.remove();
      }
    }

    @Override
    public String generateTraceId() {
      return Objects.requireNonNull(GIVEN.get(), "spans are told, not started")[0];
    }

    @Override
    public String generateSpanId() {
      return Objects.requireNonNull(GIVEN.get(), "spans are told, not started")[1];
    }
  }
}
