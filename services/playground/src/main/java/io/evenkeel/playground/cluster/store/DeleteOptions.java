package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * How to delete, as {@code meta/v1 DeleteOptions} says it.
 *
 * @param propagation what becomes of what the object owns
 * @param graceSeconds for containers to end; null for what the pod says
 * @param uid what the object's uid must be; {@code ""} for any
 * @param resourceVersion what the object's version must be; {@code ""} for any
 * @param dryRun answer, but do nothing
 */
public record DeleteOptions(
    Propagation propagation,
    @Nullable Long graceSeconds,
    String uid,
    String resourceVersion,
    boolean dryRun) {

  /** What a controller uses. */
  public static final DeleteOptions BACKGROUND =
      new DeleteOptions(Propagation.BACKGROUND, null, "", "", false);

  /** What becomes of the objects that name the deleted one as their owner. */
  public enum Propagation {
    /** They are deleted after it. */
    BACKGROUND,
    /** They are deleted before it. */
    FOREGROUND,
    /** They stay, without an owner. */
    ORPHAN;

    /**
     * Reads {@code Background}, {@code Foreground} or {@code Orphan}.
     *
     * @throws StatusException 400 for anything else
     */
    public static Propagation parse(String text) {
      for (Propagation propagation : values()) {
        if (propagation.name().equalsIgnoreCase(text)) {
          return propagation;
        }
      }
      throw StatusException.badRequest("propagationPolicy: Unsupported value: \"" + text
          + "\": supported values: \"Background\", \"Foreground\", \"Orphan\"");
    }
  }

  /** Reads the body of a request; {@code body} may be missing. */
  public static DeleteOptions parse(JsonNode body, boolean dryRun) {
    String policy = body.path("propagationPolicy").asText("");
    boolean orphan = body.path("orphanDependents").asBoolean();
    Propagation propagation = policy.isEmpty()
        ? (orphan ? Propagation.ORPHAN : Propagation.BACKGROUND)
        : Propagation.parse(policy);
    JsonNode grace = body.path("gracePeriodSeconds");
    JsonNode preconditions = body.path("preconditions");
    return new DeleteOptions(
        propagation,
        grace.isNumber() ? Math.max(0, grace.asLong()) : null,
        preconditions.path("uid").asText(""),
        preconditions.path("resourceVersion").asText(""),
        dryRun || !body.path("dryRun").isEmpty());
  }
}
