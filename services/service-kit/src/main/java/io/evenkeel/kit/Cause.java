package io.evenkeel.kit;

/**
 * The span that what runs at the moment follows from, as a {@code traceparent}; {@code ""} for
 * none, as always while traces are off. Given on by {@link ServiceApi} to those it calls and to
 * what goes on with their answer; whoever calls somebody else sends it along in the header
 * {@link #HEADER}.
 */
public final class Cause {

  /** Where others look for it. Source: W3C Trace Context, level 1. */
  public static final String HEADER = "traceparent";

  private static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> "");

  private Cause() {}

  /** The one of what this thread does now. */
  public static String current() {
    return CURRENT.get();
  }

  /** Runs {@code work} on behalf of {@code traceparent}. */
  static void during(String traceparent, Runnable work) {
    String before = CURRENT.get();
    CURRENT.set(traceparent);
    try {
      work.run();
    } finally {
      CURRENT.set(before);
    }
  }
}
