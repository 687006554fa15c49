package io.evenkeel.kit.cluster;

import io.evenkeel.kit.Settings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How this process finds the others and how they reach it.
 *
 * @param discovery where the others are looked for; {@link Discovery#ALONE} means there are none
 * @param place the directory, list or name that {@code discovery} looks in
 * @param host address this process listens on and is reached by
 * @param port of the cluster protocol; on one machine the next free one of the following 200
 * @param busPort of the event bus; 0 for any free one
 * @param name of the cluster; processes of different names do not see each other
 * @param silence after which a process that says nothing counts as gone; one whose connections
 *     break is noticed at once
 */
public record ClusterConfig(
    Discovery discovery,
    String place,
    String host,
    int port,
    int busPort,
    String name,
    Duration silence) {

  /** Ways of finding the others, none of which needs multicast. */
  public enum Discovery {
    /** No cluster. */
    ALONE(""),
    /** A directory that all of them can write: one machine, or a shared file system. */
    DIRECTORY("EVENKEEL_CLUSTER_DIRECTORY"),
    /** A list {@code host:port,host:port} of some or all of them. */
    MEMBERS("EVENKEEL_CLUSTER_MEMBERS"),
    /** A name whose addresses are theirs: a headless Service of Kubernetes. */
    DNS("EVENKEEL_CLUSTER_DNS");

    private final String variable;

    Discovery(String variable) {
      this.variable = variable;
    }
  }

  private static final List<Discovery> CHOICES =
      List.of(Discovery.DIRECTORY, Discovery.MEMBERS, Discovery.DNS);
  private static final int PORT = 7800;
  private static final Duration SILENCE = Duration.ofSeconds(8);
  private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(2);

  public ClusterConfig {
    if (discovery == Discovery.MEMBERS && !place.matches("[^\\s:,]+:\\d+(,[^\\s:,]+:\\d+)*")) {
      throw new IllegalArgumentException(
          "EVENKEEL_CLUSTER_MEMBERS=" + place + " is not a list like 10.0.0.1:7800,10.0.0.2:7800");
    }
    if (discovery != Discovery.ALONE && silence.compareTo(SHORTEST_SILENCE) < 0) {
      throw new IllegalArgumentException("EVENKEEL_CLUSTER_TIMEOUT must be at least "
          + SHORTEST_SILENCE.toSeconds() + "s: a process that is only busy is not gone");
    }
  }

  /**
   * Reads the settings {@code EVENKEEL_CLUSTER_*}.
   *
   * @throws IllegalArgumentException when more than one way of discovery is given, or one that
   *     makes no sense
   */
  public static ClusterConfig from(Settings settings) {
    List<Discovery> chosen = CHOICES.stream()
        .filter(choice -> !settings.text("", choice.variable).isBlank())
        .toList();
    if (chosen.size() > 1) {
      throw new IllegalArgumentException(chosen.stream()
          .map(choice -> choice.variable)
          .collect(Collectors.joining(" and ", "", ": give only one of them")));
    }
    Discovery discovery = chosen.isEmpty() ? Discovery.ALONE : chosen.get(0);
    return new ClusterConfig(
        discovery,
        chosen.isEmpty() ? "" : settings.text("", discovery.variable).strip(),
        settings.text("127.0.0.1", "EVENKEEL_CLUSTER_HOST").strip(),
        settings.number(PORT, "EVENKEEL_CLUSTER_PORT"),
        settings.number(0, "EVENKEEL_CLUSTER_BUS_PORT"),
        settings.text("evenkeel", "EVENKEEL_CLUSTER_NAME").strip(),
        settings.duration(SILENCE, "EVENKEEL_CLUSTER_TIMEOUT"));
  }

  /** Whether there are others. */
  public boolean isClustered() {
    return discovery != Discovery.ALONE;
  }
}
