package io.evenkeel.kit.cluster;

import io.evenkeel.kit.EventLoops;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBusOptions;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jgroups.JChannel;
import org.jspecify.annotations.Nullable;

/**
 * The Vert.x of this process and, when there are other processes, its place among them.
 *
 * <p>The bus is Vert.x's own; {@link Membership} tells it who the others are and where they listen,
 * {@link Requests} notices requests that went to a process that is gone.
 */
public final class Cluster {

  /** Failure code of a request whose receiver did not live to answer it; it may have been done. */
  public static final int RECEIVER_LOST = 410;

  private static final int JOIN_SECONDS = 60;
  private static final String ADDRESS_SECONDS = "1";
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration PING = Duration.ofSeconds(5);

  /** How long after {@link #withdraw} the others may still send: they hear of it one by one. */
  private static final Duration SETTLE = Duration.ofMillis(750);

  private final Vertx vertx;
  private final Requests requests;
  private final @Nullable Membership membership;

  private Cluster(Vertx vertx, Requests requests, @Nullable Membership membership) {
    this.vertx = vertx;
    this.requests = requests;
    this.membership = membership;
  }

  /**
   * Joins the others, or starts alone. Blocks; not for event loops.
   *
   * @param name what this process is called in logs, e.g. {@code shipyard-controller}
   * @throws IllegalStateException with a sentence for the operator when that is not possible
   */
  public static Cluster join(String name, ClusterConfig config) {
    if (!config.isClustered()) {
      Vertx vertx = Vertx.vertx(EventLoops.options());
      return new Cluster(vertx, Requests.alone(vertx), null);
    }
    Membership membership = new Membership(channel(name, config), config.name());
    Vertx vertx = join(membership, config);
    Requests requests = Requests.clustered(vertx, membership.getNodeId());
    membership.onLeave(requests::lost);
    return new Cluster(vertx, requests, membership);
  }

  public Vertx vertx() {
    return vertx;
  }

  public boolean isClustered() {
    return membership != null;
  }

  /** Names of all processes, this one included. */
  public List<String> nodes() {
    return membership == null ? List.of("alone") : membership.names();
  }

  /**
   * Lets the others send what they have to replicas of this process; completes when nothing is on
   * its way any more and everything that was asked here has been answered.
   */
  public Future<Void> withdraw() {
    if (membership == null) {
      return requests.idle();
    }
    membership.withdraw();
    return vertx.timer(SETTLE.toMillis(), TimeUnit.MILLISECONDS).compose(late -> requests.idle());
  }

  /** Leaves. Blocks; not for event loops. */
  public void close() {
    await(vertx.close());
  }

  private static JChannel channel(String name, ClusterConfig config) {
    System.setProperty("java.net.preferIPv4Stack", "true");
    forgetAddressesSoon();
    try {
      JChannel channel = new JChannel(Protocols.of(config)).name(uniqueName(name));
      channel.getProtocolStack().getTransport().getDiagnosticsHandler().setEnabled(false);
      return channel;
    } catch (Exception failure) {
      throw refused(config, failure);
    }
  }

  private static Vertx join(Membership membership, ClusterConfig config) {
    try {
      return await(Vertx.builder()
          .with(EventLoops.options().setEventBusOptions(busOptions(config)))
          .withClusterManager(membership)
          .buildClustered());
    } catch (RuntimeException failure) {
      throw refused(config, failure);
    }
  }

  private static IllegalStateException refused(ClusterConfig config, Throwable failure) {
    return new IllegalStateException(
        ("can not join the cluster %s (%s): %s; look at EVENKEEL_CLUSTER_HOST,"
                + " EVENKEEL_CLUSTER_PORT and where the others are looked for")
            .formatted(config.name(), config.place(), rootMessage(failure)),
        failure);
  }

  /**
   * Java remembers the addresses of a name for half a minute, and that there are none for ten
   * seconds: too long where pods come and go, whose names are how they find each other.
   */
  private static void forgetAddressesSoon() {
    Security.setProperty("networkaddress.cache.ttl", ADDRESS_SECONDS);
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  private static EventBusOptions busOptions(ClusterConfig config) {
    return new EventBusOptions()
        .setHost(config.host())
        .setPort(config.busPort())
        .setConnectTimeout((int) CONNECT.toMillis())
        .setClusterPingInterval(PING.toMillis())
        .setClusterPingReplyInterval(PING.toMillis());
  }

  /** A process that comes back is another one: the old name may still be on the others' lists. */
  private static String uniqueName(String name) {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    return name + "-" + HexFormat.of().formatHex(random);
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Objects.toString(cause.getMessage(), cause.toString());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(JOIN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException(
          "the cluster did not answer within %d s".formatted(JOIN_SECONDS), late);
    }
  }
}
