package io.evenkeel.kit.cluster;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachemanagerlistener.annotation.Merged;
import org.infinispan.notifications.cachemanagerlistener.event.MergeEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears that parts of the cluster that did not see each other have found each other. */
@Listener(sync = false)
public final class Merges {

  private static final Logger LOG = LoggerFactory.getLogger(Merges.class);

  /** At once, and again when the tables have been carried to everyone. */
  private static final List<Duration> REPEATS =
      List.of(Duration.ofMillis(200), Duration.ofSeconds(3), Duration.ofSeconds(12));

  private final Vertx vertx;
  private final Membership membership;

  Merges(Vertx vertx, Membership membership) {
    this.vertx = vertx;
    this.membership = membership;
  }

  /** Called by Infinispan, which wants it public. */
  @Merged
  public void merged(MergeEvent event) {
    LOG.atInfo().addKeyValue("processes", event.getNewMembers().size()).log("the cluster merged");
    REPEATS.forEach(pause -> vertx.setTimer(pause.toMillis(), due -> membership.enterAgain()));
  }
}
