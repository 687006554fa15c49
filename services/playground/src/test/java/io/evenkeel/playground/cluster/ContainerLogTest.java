package io.evenkeel.playground.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.playground.cluster.api.LogSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerLogTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final ContainerLog log = new ContainerLog();

  @Test
  void theNewestLinesAreKept() {
    String filler = "x".repeat(ContainerLog.CHARACTERS_MAX / 4);
    for (int i = 0; i < 10; i++) {
      log.add(NOON.plusSeconds(i), i + filler);
    }

    assertThat(log.lines()).hasSize(3).last().satisfies(line -> assertThat(line.text())
        .startsWith("9"));
  }

  @Test
  void aFollowerHearsEveryLineToComeAndTheEnd() {
    List<String> heard = new ArrayList<>();
    log.add(NOON, "before");
    log.follow(line -> heard.add(line.text()), () -> heard.add("END"));

    log.add(NOON, "after");
    log.end();

    assertThat(heard).containsExactly("after", "END");
  }

  @Test
  void whoFollowsALogThatHasEndedHearsTheEndAtOnce() {
    List<String> heard = new ArrayList<>();
    log.end();

    log.follow(line -> heard.add(line.text()), () -> heard.add("END"));

    assertThat(heard).containsExactly("END");
  }

  @Test
  void aLogReadFromItsTextIsTheSame() {
    log.add(NOON, "one two");
    log.add(NOON.plusMillis(5), "");

    assertThat(ContainerLog.parse(log.text()).lines())
        .containsExactly(
            new LogSource.Line(NOON, "one two"), new LogSource.Line(NOON.plusMillis(5), ""));
  }
}
