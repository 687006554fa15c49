package io.evenkeel.jobexecutor;

import io.evenkeel.camel.task.Work;
import io.evenkeel.camel.task.WorkTraces;
import io.evenkeel.kit.Cause;
import io.evenkeel.kit.tracing.TraceIds;
import io.evenkeel.kit.tracing.Tracing.Kind;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/**
 * Each step of a route that asks somebody outside of this process, Helm, Kubernetes or whoever
 * answers HTTP, as a span of the task; an HTTP request takes that along in its header.
 */
final class RouteTraces extends SimpleEventNotifierSupport {

  private static final String SPAN = "EvenkeelSpan";

  private final WorkTraces traces;

  private RouteTraces(WorkTraces traces) {
    this.traces = traces;
    setupIgnore(true);
    setIgnoreExchangeEvents(false);
    setIgnoreExchangeSendingEvents(false);
    setIgnoreExchangeSentEvents(false);
  }

  /** Hears of {@code camel}'s steps if traces are on; else nobody tells of them. */
  static void of(CamelContext camel, WorkTraces traces) {
    if (traces.tracing().isOn()) {
      camel.getManagementStrategy().addEventNotifier(new RouteTraces(traces));
    }
  }

  private record Step(String key, Instant start) {}

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof ExchangeSendingEvent sending) {
      begin(sending.getExchange(), sending.getEndpoint());
    } else if (event instanceof ExchangeSentEvent sent) {
      end(sent.getExchange(), sent.getEndpoint());
    }
  }

  private void begin(Exchange exchange, Endpoint endpoint) {
    Work work = WorkTraces.of(exchange);
    if (work != null && endpoint.isRemote()) {
      Step step = new Step(UUID.randomUUID().toString(), traces.clock().instant());
      exchange.setProperty(SPAN, step);
      if (isHttp(endpoint)) {
        String span = TraceIds.traceparent(work.event().context(), step.key());
        exchange.getMessage().setHeader(Cause.HEADER, span);
      }
    }
  }

  private void end(Exchange exchange, Endpoint endpoint) {
    Work work = WorkTraces.of(exchange);
    Step step = exchange.getProperty(SPAN, Step.class);
    if (work == null || step == null || !endpoint.isRemote()) {
      return;
    }
    exchange.removeProperty(SPAN);
    if (isHttp(endpoint)) {
      exchange.getMessage().removeHeader(Cause.HEADER);
    }
    Exception failure = exchange.getException();
    String error = failure == null ? "" : Objects.toString(failure.getMessage(), "failed");
    traces.tell(
        work,
        step.key(),
        WorkTraces.key(work),
        Kind.CLIENT,
        name(endpoint.getEndpointUri()),
        step.start(),
        error);
  }

  private static boolean isHttp(Endpoint endpoint) {
    return endpoint.getEndpointUri().startsWith("http");
  }

  /** Scheme and what follows it at once, {@code helm upgrade}: the rest may hold secrets. */
  static String name(String uri) {
    String[] parts = uri.split(":/*", 2);
    String rest = parts.length < 2 ? "" : parts[1].replaceFirst("[/?].*", "");
    return "%s %s".formatted(parts[0], rest.replaceFirst(".*@", "")).strip();
  }
}
