package io.evenkeel.kit.cluster;

import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who listens where, as this process has heard it from each of the others.
 *
 * <p>Everybody speaks for himself only, so nothing can conflict: the latest announcement of a
 * process replaces its earlier ones, and those of processes that are not members do not count. Two
 * parts of a cluster that lost sight of each other agree as soon as each has heard the others.
 */
final class Roster {

  private final Map<String, Announcement> heard = new HashMap<>();
  private Set<String> members = Set.of();

  /** Whether an announcement of this version would be news. */
  synchronized boolean isNews(String node, long version) {
    Announcement known = heard.get(node);
    return known == null || known.version() < version;
  }

  /** Takes note of what a process says of itself; yields the addresses this changes. */
  synchronized Set<String> hear(Announcement said) {
    if (!isNews(said.node(), said.version())) {
      return Set.of();
    }
    Announcement former = heard.put(said.node(), said);
    // It may arrive before the news that its sender is a member.
    return members.contains(said.node()) ? changed(former, said) : Set.of();
  }

  /** From now on these are the members; yields the addresses this changes. */
  synchronized Set<String> meet(Set<String> present) {
    Set<String> changed = new HashSet<>();
    heard.forEach((node, said) -> {
      if (members.contains(node) != present.contains(node)) {
        changed.addAll(said.listeners().keySet());
      }
    });
    members = Set.copyOf(present);
    heard.keySet().retainAll(members);
    return changed;
  }

  /** Whether every member has said where it listens. */
  synchronized boolean hasHeardAll() {
    return heard.keySet().containsAll(members);
  }

  /** All that listen at {@code address}, on any member. */
  synchronized List<RegistrationInfo> listeners(String address) {
    List<RegistrationInfo> listeners = new ArrayList<>();
    heard.forEach((node, said) -> {
      if (members.contains(node)) {
        listeners.addAll(said.listeners().getOrDefault(address, List.of()));
      }
    });
    return listeners;
  }

  /** What a process said of itself, if it is a member and has said anything. */
  synchronized Optional<Announcement> of(String node) {
    return Optional.ofNullable(heard.get(node)).filter(said -> members.contains(node));
  }

  synchronized Optional<NodeInfo> info(String node) {
    return of(node).flatMap(said -> Optional.ofNullable(said.info()));
  }

  private static Set<String> changed(@Nullable Announcement former, Announcement said) {
    Map<String, List<RegistrationInfo>> before = former == null ? Map.of() : former.listeners();
    Set<String> changed = new HashSet<>(before.keySet());
    changed.addAll(said.listeners().keySet());
    changed.removeIf(address -> before
        .getOrDefault(address, List.of())
        .equals(said.listeners().getOrDefault(address, List.of())));
    return changed;
  }
}
