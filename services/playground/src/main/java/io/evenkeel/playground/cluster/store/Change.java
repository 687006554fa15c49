package io.evenkeel.playground.cluster.store;

import org.jspecify.annotations.Nullable;

/**
 * One change of one object.
 *
 * @param type what happened
 * @param object as it is now; for a deletion as it was last, with the deletion's resourceVersion
 * @param before as it was; null for an addition
 * @param version the resourceVersion of the change
 */
public record Change(Type type, KubeObject object, @Nullable KubeObject before, long version) {

  /** In the words of the watch protocol. */
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }
}
