package io.evenkeel.model.event;

import java.util.List;

/**
 * The type of a Keptn event, read by counting its dot-separated parts: five make a task event
 * ({@code sh.keptn.event.deployment.triggered}), six a sequence event
 * ({@code sh.keptn.event.dev.delivery.triggered}). The {@code sh.keptn.event} prefix is not
 * verified.
 *
 * <p>Source: sequences.md §1.2.
 */
public record EventType(List<String> parts) {

  /** Prefix of every task and sequence event. */
  public static final String PREFIX = "sh.keptn.event.";

  public EventType {
    parts = List.copyOf(parts);
  }

  public static EventType of(String type) {
    return new EventType(List.of(type.split("\\.", -1)));
  }

  /** The type of a task event, e.g. {@code task("deployment", "triggered")}. */
  public static String task(String task, String kind) {
    return PREFIX + task + "." + kind;
  }

  /** The type of a sequence event, e.g. {@code sequence("dev", "delivery", "finished")}. */
  public static String sequence(String stage, String sequence, String kind) {
    return PREFIX + stage + "." + sequence + "." + kind;
  }

  public boolean isTask() {
    return parts.size() == 5 && complete();
  }

  public boolean isSequence() {
    return parts.size() == 6 && complete();
  }

  /** The last part: {@code triggered}, {@code started}, {@code finished}, {@code invalidated} … */
  public String kind() {
    return parts.get(parts.size() - 1);
  }

  /** The task of a task event. */
  public String task() {
    return parts.get(3);
  }

  /** The stage named by a sequence event. */
  public String stage() {
    return parts.get(3);
  }

  /** The sequence named by a sequence event. */
  public String sequence() {
    return parts.get(4);
  }

  /** The same task or sequence with another kind; {@code kind} may itself contain a dot. */
  public EventType withKind(String kind) {
    return of(String.join(".", parts.subList(0, parts.size() - 1)) + "." + kind);
  }

  private boolean complete() {
    return parts.stream().noneMatch(String::isEmpty);
  }

  @Override
  public String toString() {
    return String.join(".", parts);
  }
}
