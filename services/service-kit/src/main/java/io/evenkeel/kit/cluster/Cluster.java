package io.evenkeel.kit.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.infinispan.configuration.parsing.ParserRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.jspecify.annotations.Nullable;

/**
 * The Vert.x of this process and, when there are other processes, its place among them.
 *
 * <p>The bus is Vert.x's own on Infinispan; {@link Membership} keeps this process on it,
 * {@link Requests} notices requests that went to a process that is gone.
 */
public final class Cluster {

  /** Failure code of a request whose receiver did not live to answer it; it may have been done. */
  public static final int RECEIVER_LOST = 410;

  private static final int JOIN_SECONDS = 60;
  private static final String ADDRESS_SECONDS = "1";
  private static final Duration CHECK = Duration.ofSeconds(2);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration PING = Duration.ofSeconds(5);

  /** How long after {@link #withdraw} the others may still send: they hear of it one by one. */
  private static final Duration SETTLE = Duration.ofMillis(750);

  private final Vertx vertx;
  private final Requests requests;
  private final @Nullable Membership membership;
  private final @Nullable DefaultCacheManager caches;

  private Cluster(
      Vertx vertx,
      Requests requests,
      @Nullable Membership membership,
      @Nullable DefaultCacheManager caches) {
    this.vertx = vertx;
    this.requests = requests;
    this.membership = membership;
    this.caches = caches;
  }

  /**
   * Joins the others, or starts alone. Blocks; not for event loops.
   *
   * @param name what this process is called in logs, e.g. {@code shipyard-controller}
   * @throws IllegalStateException with a sentence for the operator when that is not possible
   */
  public static Cluster join(String name, ClusterConfig config) {
    if (!config.isClustered()) {
      Vertx vertx = Vertx.vertx();
      return new Cluster(vertx, Requests.alone(vertx), null, null);
    }
    DefaultCacheManager caches = caches(name, config);
    Membership membership = new Membership(caches);
    Vertx vertx = await(Vertx.builder()
        .with(new VertxOptions().setEventBusOptions(busOptions(config)))
        .withClusterManager(membership)
        .buildClustered());
    Requests requests = Requests.clustered(vertx, membership.getNodeId());
    membership.onLeave(requests::lost);
    vertx.setPeriodic(CHECK.toMillis(), tick -> membership.restore());
    caches.addListener(new Merges(vertx, membership));
    return new Cluster(vertx, requests, membership, caches);
  }

  public Vertx vertx() {
    return vertx;
  }

  public boolean isClustered() {
    return membership != null;
  }

  /** Names of all processes, this one included. */
  public List<String> nodes() {
    return membership == null ? List.of("alone") : membership.getNodes();
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
    if (caches != null) {
      caches.stop();
    }
  }

  private static DefaultCacheManager caches(String name, ClusterConfig config) {
    System.setProperty("java.net.preferIPv4Stack", "true");
    forgetAddressesSoon();
    ParserRegistry parser = new ParserRegistry(
        Cluster.class.getClassLoader(), false, config.properties(uniqueName(name)));
    try {
      return new DefaultCacheManager(parser.parse(configuration()), true);
    } catch (RuntimeException failure) {
      throw new IllegalStateException(
          ("can not join the cluster %s (%s): %s; look at EVENKEEL_CLUSTER_HOST,"
                  + " EVENKEEL_CLUSTER_PORT and where the others are looked for")
              .formatted(config.name(), config.place(), rootMessage(failure)),
          failure);
    }
  }

  /**
   * Java remembers the addresses of a name for half a minute, and that there are none for ten
   * seconds: too long where pods come and go, whose names are how they find each other.
   */
  private static void forgetAddressesSoon() {
    Security.setProperty("networkaddress.cache.ttl", ADDRESS_SECONDS);
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  private static String configuration() {
    try (InputStream xml =
        Objects.requireNonNull(Cluster.class.getResourceAsStream("/cluster/cluster.xml"))) {
      return new String(xml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
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
