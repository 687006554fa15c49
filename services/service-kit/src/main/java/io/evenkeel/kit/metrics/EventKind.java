package io.evenkeel.kit.metrics;

/**
 * The type of an event without the names of stages and sequences, which are as many as there are
 * projects: {@code sequence.triggered}, {@code deployment.finished}, {@code other}.
 */
public final class EventKind {

  private static final String PREFIX = "sh.keptn.event.";

  private EventKind() {}

  /** The label for an event {@code type}. */
  public static String of(String type) {
    if (!type.startsWith(PREFIX)) {
      return "other";
    }
    String rest = type.substring(PREFIX.length());
    int kind = rest.endsWith(".status.changed")
        ? rest.length() - "status.changed".length() - 1
        : rest.lastIndexOf('.');
    if (kind <= 0) {
      return "other";
    }
    boolean ofSequence = rest.lastIndexOf('.', kind - 1) > 0;
    return ofSequence ? "sequence" + rest.substring(kind) : rest;
  }
}
