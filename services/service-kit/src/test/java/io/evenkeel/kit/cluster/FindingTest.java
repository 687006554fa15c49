package io.evenkeel.kit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingTest {

  private static List<InetSocketAddress> places(String variable, String value) {
    return new Finding(ClusterConfig.from(Settings.of(Map.of(variable, value)))).places();
  }

  @Test
  void membersAreAskedWhereTheListSays() {
    assertThat(places("EVENKEEL_CLUSTER_MEMBERS", "10.0.0.1:7800,10.0.0.2:7801"))
        .containsExactly(
            new InetSocketAddress("10.0.0.1", 7800), new InetSocketAddress("10.0.0.2", 7801));
  }

  @Test
  void aDirectoryNamesThemByItsFiles(@TempDir Path directory) throws Exception {
    Files.createFile(directory.resolve("127.0.0.1_7803.member"));
    Files.createFile(directory.resolve("left-by-somebody-else.list"));

    assertThat(places("EVENKEEL_CLUSTER_DIRECTORY", directory.toString()))
        .containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), 7803));
  }

  @Test
  void aDirectoryThatIsNotThereYetHasNobody(@TempDir Path directory) {
    String absent = directory.resolve("later").toString();

    assertThat(places("EVENKEEL_CLUSTER_DIRECTORY", absent)).isEmpty();
  }

  @Test
  void eachAddressOfANameIsAskedOnTheOnePortAllHave() {
    assertThat(places("EVENKEEL_CLUSTER_DNS", "127.0.0.1"))
        .containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), 7800));
  }

  @Test
  void aNameWithoutAddressesHasNobody() {
    assertThat(places("EVENKEEL_CLUSTER_DNS", "nobody.invalid")).isEmpty();
  }
}
