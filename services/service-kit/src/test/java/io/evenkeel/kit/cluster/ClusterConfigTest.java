package io.evenkeel.kit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.Settings;
import io.evenkeel.kit.cluster.ClusterConfig.Discovery;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterConfigTest {

  private static ClusterConfig from(String... settings) {
    return ClusterConfig.from(Settings.of(
        settings.length == 2
            ? Map.of(settings[0], settings[1])
            : Map.of(settings[0], settings[1], settings[2], settings[3])));
  }

  @Test
  void withoutDiscoveryAProcessIsAlone() {
    ClusterConfig config = ClusterConfig.from(Settings.of(Map.of()));

    assertThat(config.isClustered()).isFalse();
    assertThat(config.discovery()).isEqualTo(Discovery.ALONE);
  }

  @Test
  void membersAreWrittenAsHostAndPort() {
    ClusterConfig config = from("EVENKEEL_CLUSTER_MEMBERS", "10.0.0.1:7800,node-b:7801");

    assertThat(config.discovery()).isEqualTo(Discovery.MEMBERS);
    assertThat(config.place()).isEqualTo("10.0.0.1:7800,node-b:7801");
  }

  @Test
  void aNameOfTheDomainNameSystemIsTakenAsItIs() {
    ClusterConfig config = from("EVENKEEL_CLUSTER_DNS", "evenkeel-mesh.tools");

    assertThat(config.discovery()).isEqualTo(Discovery.DNS);
    assertThat(config.place()).isEqualTo("evenkeel-mesh.tools");
  }

  @Test
  void twoWaysOfDiscoveryAreRefused() {
    assertThatThrownBy(
            () -> from("EVENKEEL_CLUSTER_DNS", "mesh", "EVENKEEL_CLUSTER_DIRECTORY", "nodes"))
        .hasMessage("EVENKEEL_CLUSTER_DIRECTORY and EVENKEEL_CLUSTER_DNS: give only one of them");
  }

  @Test
  void aMemberWithoutPortIsRefused() {
    assertThatThrownBy(() -> from("EVENKEEL_CLUSTER_MEMBERS", "10.0.0.1"))
        .hasMessageContaining("is not a list like");
  }

  @Test
  void aTimeoutThatABusyProcessWouldMissIsRefused() {
    assertThatThrownBy(
            () -> from("EVENKEEL_CLUSTER_DIRECTORY", "nodes", "EVENKEEL_CLUSTER_TIMEOUT", "500ms"))
        .hasMessageContaining("EVENKEEL_CLUSTER_TIMEOUT must be at least 2s");
  }
}
