package io.evenkeel.kit.cluster;

import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as a member of a JGroups cluster, and what Vert.x's event bus asks of it.
 *
 * <p>JGroups says who the members are. Each of them tells all others where it listens: when that
 * changes, when somebody joins, and every few seconds in case it was not heard. There is no table
 * that all share: nothing has to be agreed on, carried over or waited for while members come and
 * go, and no event loop waits for another process.
 */
final class Membership extends SharesNothing implements Receiver {

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final Duration REPEAT = Duration.ofSeconds(5);
  private static final Duration HEAR = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final byte[] QUESTION = {'?'};

  /** Failure code of the bus for an address nobody listens at. */
  private static final int NOBODY = -1;

  private final JChannel channel;
  private final String cluster;
  private final Own own;
  private final Roster roster = new Roster();
  private final List<Consumer<String>> leaveListeners = new CopyOnWriteArrayList<>();
  private final ExecutorService speaker = Executors.newSingleThreadExecutor(work -> {
    Thread thread = new Thread(work, "evenkeel-membership");
    thread.setDaemon(true);
    return thread;
  });
  private volatile boolean active;
  private volatile @Nullable Context context;
  private volatile @Nullable RegistrationListener registrations;
  private volatile List<Address> view = List.of();

  /** Will join {@code cluster} by {@code channel}, which has the name of this process. */
  Membership(JChannel channel, String cluster) {
    this.channel = channel;
    this.cluster = cluster;
    this.own = new Own(channel.getName());
  }

  /** Calls {@code listener} with the id of each node that leaves or is lost. */
  void onLeave(Consumer<String> listener) {
    leaveListeners.add(listener);
  }

  /** Tells the others not to send anything here any more; handlers stay. */
  void withdraw() {
    own.withdraw();
    tell();
  }

  /** Names of all members, this one included. */
  List<String> names() {
    return view.stream()
        .map(Membership::id)
        .map(node -> roster.of(node).map(Announcement::name).orElse(node))
        .toList();
  }

  @Override
  public void init(Vertx started) {
    context = started.getOrCreateContext();
  }

  @Override
  public void join(Completable<Void> promise) {
    Context bus = Objects.requireNonNull(context);
    speaker.execute(() -> {
      try {
        channel.setReceiver(this).connect(cluster);
        hearOthers();
        active = true;
        bus.owner().setPeriodic(REPEAT.toMillis(), tick -> speak());
        bus.runOnContext(joined -> promise.succeed());
      } catch (Exception impossible) {
        promise.fail(impossible);
      }
    });
  }

  /** Who does not know the others yet can not tell them what it received: it asks them first. */
  private void hearOthers() throws Exception {
    channel.send(new BytesMessage(null, QUESTION));
    long end = System.nanoTime() + HEAR.toNanos();
    while (!roster.hasHeardAll() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  @Override
  public void leave(Completable<Void> promise) {
    active = false;
    speaker.execute(() -> {
      channel.close();
      promise.succeed();
    });
    speaker.shutdown();
  }

  @Override
  public boolean isActive() {
    return active;
  }

  @Override
  public String getNodeId() {
    return id(channel.getAddress());
  }

  @Override
  public List<String> getNodes() {
    return view.stream().map(Membership::id).toList();
  }

  @Override
  public void registrationListener(RegistrationListener listener) {
    registrations = listener;
  }

  @Override
  public void setNodeInfo(NodeInfo info, Completable<Void> promise) {
    own.listensAt(info);
    tell();
    promise.succeed();
  }

  @Override
  public @Nullable NodeInfo getNodeInfo() {
    return own.info();
  }

  /** Fails as if nobody listened, so that the sender hears of it at once. */
  @Override
  public void getNodeInfo(String node, Completable<NodeInfo> promise) {
    roster
        .info(node)
        .ifPresentOrElse(
            promise::succeed,
            () -> promise.fail(new ReplyException(
                ReplyFailure.NO_HANDLERS, NOBODY, node + " is not a member of the cluster")));
  }

  @Override
  public void addRegistration(String address, RegistrationInfo added, Completable<Void> promise) {
    own.add(address, added);
    changed(address, added, promise);
  }

  @Override
  public void removeRegistration(
      String address, RegistrationInfo removed, Completable<Void> promise) {
    own.remove(address, removed);
    changed(address, removed, promise);
  }

  private void changed(String address, RegistrationInfo registration, Completable<Void> promise) {
    if (registration.localOnly()) {
      update(Set.of(address));
    } else {
      tell();
    }
    promise.succeed();
  }

  @Override
  public void getRegistrations(String address, Completable<List<RegistrationInfo>> promise) {
    promise.succeed(listeners(address));
  }

  private List<RegistrationInfo> listeners(String address) {
    List<RegistrationInfo> listeners = new ArrayList<>(roster.listeners(address));
    listeners.addAll(own.local(address));
    return listeners;
  }

  /** Notes what this process says of itself now, and has it said. */
  private void tell() {
    if (channel.getAddress() != null) {
      update(roster.hear(own.announcement(getNodeId())));
      speak();
    }
  }

  private void speak() {
    try {
      speaker.execute(this::say);
    } catch (RejectedExecutionException closed) {
      LOG.atDebug().log("left the cluster: nothing more to say");
    }
  }

  /** To all at once: who has heard it before passes over it. */
  private void say() {
    try {
      channel.send(new BytesMessage(null, own.announcement(getNodeId()).toBytes()));
    } catch (Exception unsent) {
      if (active) {
        LOG.atWarn()
            .addKeyValue("error", String.valueOf(unsent.getMessage()))
            .log("could not tell the others where this process listens, will try again");
      }
    }
  }

  @Override
  public void receive(Message message) {
    if (message.getLength() == QUESTION.length) {
      speak();
      return;
    }
    try {
      update(roster.hear(Announcement.read(message.getObject())));
    } catch (RuntimeException unreadable) {
      LOG.atWarn()
          .addKeyValue("node", String.valueOf(message.getSrc()))
          .addKeyValue("error", String.valueOf(unreadable.getMessage()))
          .log("a process said something this release does not understand");
    }
  }

  @Override
  public void viewAccepted(View accepted) {
    List<Address> before = view;
    view = List.copyOf(accepted.getMembers());
    Set<String> present = new HashSet<>(getNodes());
    update(roster.hear(own.announcement(getNodeId())));
    update(roster.meet(present));
    Set<String> gone = new HashSet<>(before.stream().map(Membership::id).toList());
    gone.removeAll(present);
    LOG.atInfo().addKeyValue("processes", channel.getViewAsString()).log("the cluster changed");
    gone.forEach(this::left);
    speak();
  }

  private void left(String node) {
    leaveListeners.forEach(told -> told.accept(node));
  }

  /** Has the bus look again who listens at {@code addresses}; one after the other, in order. */
  private void update(Set<String> addresses) {
    RegistrationListener listener = registrations;
    Context bus = context;
    if (addresses.isEmpty() || listener == null || bus == null) {
      return;
    }
    bus.runOnContext(now -> addresses.stream()
        .filter(listener::wantsUpdatesFor)
        .forEach(address -> listener.registrationsUpdated(
            new RegistrationUpdateEvent(address, listeners(address)))));
  }

  private static String id(Address address) {
    return address instanceof org.jgroups.util.UUID unique
        ? unique.toStringLong()
        : address.toString();
  }
}
