package io.evenkeel.kit.tracing;

import io.evenkeel.model.Sha256;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Ids of traces and spans, derived from what every process knows anyway: the keptn context and the
 * ids of events. So nothing has to be carried along for spans to find their parents, and a
 * redelivered event has the same one.
 *
 * <p>Source: W3C Trace Context, level 1.
 */
public final class TraceIds {

  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-f]{16}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final String NONE = "0".repeat(2 * TRACE_BYTES);

  private TraceIds() {}

  /** The trace of a keptn context: the context itself, where it is a UUID. */
  public static String trace(String context) {
    String plain = context.replace("-", "");
    return HEX.matcher(plain).matches() && !plain.equals(NONE) ? plain : hash(context, TRACE_BYTES);
  }

  /** The span of something, by its name; a span's own id stands for itself. */
  public static String span(String key) {
    return SPAN.matcher(key).matches() ? key : hash(key, SPAN_BYTES);
  }

  /** The {@code traceparent} of the span {@code key} in the trace of {@code context}. */
  public static String traceparent(String context, String key) {
    return "00-%s-%s-01".formatted(trace(context), span(key));
  }

  /** Whether {@code text} is one. */
  public static boolean isTraceparent(String text) {
    return TRACEPARENT.matcher(text).matches();
  }

  private static String hash(String text, int bytes) {
    return HexFormat.of().formatHex(Sha256.of(text), 0, bytes);
  }
}
