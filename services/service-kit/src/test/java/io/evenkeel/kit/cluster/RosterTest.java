package io.evenkeel.kit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RosterTest {

  private final Roster roster = new Roster();

  private static Announcement says(String node, long version, String... addresses) {
    Map<String, List<RegistrationInfo>> listeners = new HashMap<>();
    Arrays.stream(addresses)
        .forEach(address -> listeners.put(address, List.of(new RegistrationInfo(node, 1, false))));
    return new Announcement(node, version, node, new NodeInfo("10.0.0.1", 7801, null), listeners);
  }

  private List<String> at(String address) {
    return roster.listeners(address).stream()
        .map(RegistrationInfo::nodeId)
        .sorted()
        .toList();
  }

  @Test
  void whoIsAMemberIsFoundWhereItSaysItListens() {
    roster.meet(Set.of("a", "b"));
    roster.hear(says("a", 1, "api", "deliver"));

    Set<String> changed = roster.hear(says("b", 1, "api"));

    assertThat(changed).containsExactly("api");
    assertThat(at("api")).containsExactly("a", "b");
    assertThat(at("deliver")).containsExactly("a");
  }

  @Test
  void whatIsHeardBeforeItsSenderIsAMemberCountsFromThenOn() {
    roster.meet(Set.of("a"));

    assertThat(roster.hear(says("early", 1, "api"))).isEmpty();
    assertThat(at("api")).isEmpty();
    assertThat(roster.meet(Set.of("a", "early"))).containsExactly("api");
    assertThat(at("api")).containsExactly("early");
  }

  @Test
  void whoLeavesIsForgottenAndIsHeardAnewWhenItComesBack() {
    roster.meet(Set.of("a", "b"));
    roster.hear(says("b", 7, "api"));

    assertThat(roster.meet(Set.of("a"))).containsExactly("api");
    assertThat(at("api")).isEmpty();
    assertThat(roster.info("b")).isEmpty();
    roster.meet(Set.of("a", "b"));
    assertThat(at("api")).isEmpty();
    assertThat(roster.hear(says("b", 7, "api"))).containsExactly("api");
    assertThat(at("api")).containsExactly("b");
  }

  @Test
  void theLatestCountsInWhateverOrderTheyArrive() {
    roster.meet(Set.of("a"));
    roster.hear(says("a", 3, "new"));

    assertThat(roster.hear(says("a", 2, "old"))).isEmpty();
    assertThat(at("old")).isEmpty();
    assertThat(roster.hear(says("a", 4))).containsExactly("new");
    assertThat(at("new")).isEmpty();
  }

  @Test
  void anAnnouncementIsReadAsItWasWritten() {
    Announcement said = new Announcement(
        "n-1",
        42,
        "contrôleur",
        new NodeInfo("127.0.0.1", 41000, new JsonObject().put("zone", "z")),
        Map.of(
            "api.x", List.of(new RegistrationInfo("n-1", 3, false)),
            "deliver.y",
                List.of(
                    new RegistrationInfo("n-1", 4, false), new RegistrationInfo("n-1", 5, false))));

    assertThat(Announcement.read(said.toBytes())).isEqualTo(said);
    Announcement silent = new Announcement("n-2", 1, "n", null, Map.of());
    assertThat(Announcement.read(silent.toBytes())).isEqualTo(silent);
  }
}
