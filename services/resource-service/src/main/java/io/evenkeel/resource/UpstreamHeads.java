package io.evenkeel.resource;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * What an upstream says it holds.
 *
 * @param head the branch that its {@code HEAD} points to, {@code ""} if it does not say or if that
 *     branch does not exist
 * @param branches commits by the name of the branch
 * @param tags objects by the name of the tag
 */
record UpstreamHeads(String head, Map<String, ObjectId> branches, Map<String, ObjectId> tags) {

  /** Reads the references that an upstream advertises. */
  static UpstreamHeads of(Map<String, Ref> refs) {
    Map<String, ObjectId> branches = below(refs, Constants.R_HEADS);
    return new UpstreamHeads(
        head(Optional.ofNullable(refs.get(Constants.HEAD)), branches),
        branches,
        below(refs, Constants.R_TAGS));
  }

  /** The commit of {@code name}, {@link ObjectId#zeroId()} if there is no such branch. */
  ObjectId branch(String name) {
    return branches.getOrDefault(name, ObjectId.zeroId());
  }

  boolean isEmpty() {
    return branches.isEmpty();
  }

  /**
   * The branch that stands for the project: what {@code HEAD} says, else {@code configured}, else
   * the only one; empty if that does not decide it.
   */
  Optional<String> defaultBranch(String configured) {
    if (!head.isEmpty()) {
      return Optional.of(head);
    }
    if (branches.containsKey(configured)) {
      return Optional.of(configured);
    }
    return branches.size() == 1 ? branches.keySet().stream().findFirst() : Optional.empty();
  }

  private static String head(Optional<Ref> head, Map<String, ObjectId> branches) {
    return head.filter(Ref::isSymbolic)
        .map(ref -> ref.getTarget().getName())
        .filter(name -> name.startsWith(Constants.R_HEADS))
        .map(name -> name.substring(Constants.R_HEADS.length()))
        .filter(branches::containsKey)
        .orElse("");
  }

  private static Map<String, ObjectId> below(Map<String, Ref> refs, String prefix) {
    Map<String, ObjectId> found = new TreeMap<>();
    refs.values().stream()
        .filter(ref -> ref.getName().startsWith(prefix) && ref.getObjectId() != null)
        .forEach(ref -> found.put(ref.getName().substring(prefix.length()), ref.getObjectId()));
    return found;
  }
}
