package io.evenkeel.kit.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/** How processes know of each other: JGroups over TCP only, no multicast. */
final class Protocols {

  /** On one machine each takes the next free port. */
  private static final int PORTS = 200;

  /** FD_SOCK2 listens this far above. */
  private static final int WATCH_OFFSET = 10_000;

  private static final Duration CONNECT = Duration.ofMillis(300);

  /** One whose connection broke is asked once more before it counts as gone. */
  private static final Duration VERIFY = Duration.ofSeconds(1);

  private static final Duration JOIN = Duration.ofSeconds(2);

  /** Who finds others, but no answer, is on a busy machine: it asks on for a while. */
  private static final int JOIN_ATTEMPTS = 10;

  /** Parts that lost sight of each other look for each other this often. */
  private static final Duration MERGE_SOONEST = Duration.ofSeconds(1);

  private static final Duration MERGE_LATEST = Duration.ofSeconds(4);

  /** Who was gone for this long and comes back starts with a new connection. */
  private static final Duration FORGET = Duration.ofSeconds(5);

  private static final Duration RESEND = Duration.ofMillis(200);

  private Protocols() {}

  /** The stack, from the wire up. */
  static List<Protocol> of(ClusterConfig config) throws UnknownHostException {
    InetAddress host = InetAddress.getByName(config.host());
    TCP tcp = new TCP();
    tcp.setBindAddress(host)
        .setBindPort(config.port())
        .setPortRange(config.discovery() == ClusterConfig.Discovery.DNS ? 0 : PORTS);
    tcp.setSockConnTimeout((int) CONNECT.toMillis()).setLinger(-1);
    return List.of(
        tcp,
        new Finding(config),
        new MERGE3()
            .setMinInterval(MERGE_SOONEST.toMillis())
            .setMaxInterval(MERGE_LATEST.toMillis()),
        // A process that ends, however it ends, closes its connections: noticed at once.
        new FD_SOCK2().setBindAddress(host).setOffset(WATCH_OFFSET),
        // One that hangs keeps them open: noticed by its silence.
        new FD_ALL3()
            .setTimeout(config.silence().toMillis())
            .setInterval(Math.min(2000, config.silence().toMillis() / 4)),
        new VERIFY_SUSPECT2().setTimeout(VERIFY.toMillis()),
        new NAKACK2().setXmitInterval(RESEND.toMillis()),
        new UNICAST3().setXmitInterval(RESEND.toMillis()).setConnCloseTimeout(FORGET.toMillis()),
        new STABLE(),
        new GMS()
            .setJoinTimeout(JOIN.toMillis())
            .setMaxJoinAttempts(JOIN_ATTEMPTS)
            .setViewAckCollectionTimeout(VERIFY.toMillis()),
        new UFC(),
        new MFC(),
        new FRAG4());
  }
}
