package io.evenkeel.kit.cluster;

import io.vertx.core.Completable;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.NodeListener;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.ext.cluster.infinispan.InfinispanClusterManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.infinispan.manager.DefaultCacheManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Infinispan's cluster manager, with a memory of what this process told the others.
 *
 * <p>A process that hung past the timeout is struck off by the others, and nobody enters it again
 * when it goes on: it would send, but hear nothing any more. {@link #restore} enters it again.
 * {@link #withdraw} strikes it off while its handlers still answer what is on the way to them,
 * which unregistering a consumer does the other way round.
 */
final class Membership extends InfinispanClusterManager implements NodeListener {

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final Map<String, Set<RegistrationInfo>> own = new ConcurrentHashMap<>();
  private final List<Consumer<String>> leaveListeners = new CopyOnWriteArrayList<>();
  private volatile boolean withdrawn;

  Membership(DefaultCacheManager caches) {
    super(caches);
  }

  /** Calls {@code listener} with the id of each node that leaves or is lost. */
  void onLeave(Consumer<String> listener) {
    leaveListeners.add(listener);
    nodeListener(this);
  }

  @Override
  public void nodeAdded(String node) {
    LOG.atInfo().addKeyValue("node", node).log("a process joined the cluster");
  }

  @Override
  public void nodeLeft(String node) {
    LOG.atInfo().addKeyValue("node", node).log("a process left the cluster");
    leaveListeners.forEach(told -> told.accept(node));
  }

  @Override
  public void addRegistration(
      String address, RegistrationInfo registration, Completable<Void> done) {
    if (!registration.localOnly()) {
      own.computeIfAbsent(address, absent -> ConcurrentHashMap.newKeySet()).add(registration);
    }
    super.addRegistration(address, registration, done);
  }

  @Override
  public void removeRegistration(
      String address, RegistrationInfo registration, Completable<Void> done) {
    own.computeIfPresent(address, (name, registrations) -> {
      registrations.remove(registration);
      return registrations.isEmpty() ? null : registrations;
    });
    super.removeRegistration(address, registration, done);
  }

  /** Tells the others not to send anything here any more; handlers stay. */
  void withdraw() {
    withdrawn = true;
    own.forEach((address, registrations) -> registrations.forEach(
        registration -> super.removeRegistration(address, registration, (removed, failure) -> {})));
  }

  /**
   * Enters everything of this process again. After a merge each part of the cluster has its own
   * tables, all of which look complete from inside: putting it there once more reaches every part.
   */
  void enterAgain() {
    NodeInfo self = getNodeInfo();
    if (withdrawn || !isActive() || self == null) {
      return;
    }
    setNodeInfo(self, (set, failure) -> {});
    own.forEach((address, registrations) -> registrations.forEach(
        registration -> super.addRegistration(address, registration, (added, failure) -> {})));
  }

  /** Enters what is missing of this process in the tables that all share. */
  void restore() {
    NodeInfo self = getNodeInfo();
    if (withdrawn || !isActive() || self == null) {
      return;
    }
    getNodeInfo(getNodeId(), (known, unknown) -> {
      if (unknown != null) {
        LOG.atWarn().log("the others had struck this process off; it enters itself again");
        setNodeInfo(self, (set, failure) -> {});
      }
    });
    own.forEach((address, registrations) -> getRegistrations(address, (known, failure) -> {
      if (failure == null) {
        registrations.stream()
            .filter(registration -> !known.contains(registration))
            .forEach(missing -> super.addRegistration(address, missing, (added, failed) -> {}));
      }
    }));
  }
}
