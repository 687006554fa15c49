package io.evenkeel.kit.cluster;

import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What listens in this process; some of it is for the process itself only. */
final class Own {

  private final String name;
  private final Map<String, Set<RegistrationInfo>> shared = new HashMap<>();
  private final Map<String, Set<RegistrationInfo>> local = new HashMap<>();
  private @Nullable NodeInfo info;
  private boolean withdrawn;
  private long version = 1;

  Own(String name) {
    this.name = name;
  }

  synchronized void listensAt(NodeInfo here) {
    info = here;
    version++;
  }

  synchronized @Nullable NodeInfo info() {
    return info;
  }

  synchronized void add(String address, RegistrationInfo added) {
    of(added).computeIfAbsent(address, first -> new LinkedHashSet<>()).add(added);
    version++;
  }

  synchronized void remove(String address, RegistrationInfo removed) {
    of(removed).computeIfPresent(address, (name, registrations) -> {
      registrations.remove(removed);
      return registrations.isEmpty() ? null : registrations;
    });
    version++;
  }

  private Map<String, Set<RegistrationInfo>> of(RegistrationInfo registration) {
    return registration.localOnly() ? local : shared;
  }

  /** From now on nothing is said to listen here. */
  synchronized void withdraw() {
    withdrawn = true;
    version++;
  }

  synchronized List<RegistrationInfo> local(String address) {
    return List.copyOf(local.getOrDefault(address, Set.of()));
  }

  /** What the others may know. */
  synchronized Announcement announcement(String node) {
    Map<String, List<RegistrationInfo>> listeners = new HashMap<>();
    if (!withdrawn) {
      shared.forEach((address, all) -> listeners.put(address, List.copyOf(all)));
    }
    return new Announcement(node, version, name, info, listeners);
  }
}
