package io.evenkeel.kit;

/**
 * The span that what runs at the moment follows from, as a {@code traceparent}; {@code ""} for
 * none. Given on by {@link ServiceApi} to those it calls and to what goes on with their answer.
 */
final class Cause {

  private static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> "");

  private Cause() {}

  static String current() {
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
