package io.evenkeel.playground.cluster.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.playground.cluster.control.Rollout.Size;
import io.evenkeel.playground.cluster.store.Tree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{replicas: 1, strategy: {rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}}  | 1 | 0",
        "{replicas: 10, strategy: {rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}} | 3 | 2",
        "{replicas: 4, strategy: {rollingUpdate: {maxSurge: 2, maxUnavailable: 0}}}      | 2 | 0",
        "{replicas: 4, strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}}      | 0 | 1"
      })
  void percentagesOfSurgeAreRoundedUpTheOthersDown(String spec, int surge, int unavailable) {
    Rollout rollout = Rollout.of(Tree.parseYaml(spec.getBytes(StandardCharsets.UTF_8)));

    assertThat(rollout.surge()).isEqualTo(surge);
    assertThat(rollout.unavailable()).isEqualTo(unavailable);
  }

  @Test
  void anOldPodStaysUntilTheNewOneServes() {
    Rollout rollout = new Rollout(1, 1, 0);
    List<Size> old = List.of(new Size(1, 1));

    assertThat(rollout.grow(new Size(0, 0), old)).isEqualTo(1);
    assertThat(rollout.shrink(new Size(1, 0), old)).containsExactly(1);
    assertThat(rollout.shrink(new Size(1, 1), old)).containsExactly(0);
  }

  @Test
  void podsThatDoNotServeGoFirst() {
    Rollout rollout = new Rollout(2, 1, 1);

    assertThat(rollout.shrink(new Size(1, 1), List.of(new Size(1, 0), new Size(1, 1))))
        .containsExactly(0, 0);
    assertThat(rollout.shrink(new Size(1, 0), List.of(new Size(1, 0), new Size(1, 1))))
        .containsExactly(0, 1);
  }

  @Test
  void whateverHappensTheLimitsHoldAndItEnds() {
    Random random = new Random(7);
    for (int run = 0; run < 500; run++) {
      Rollout rollout =
          new Rollout(1 + random.nextInt(8), 1 + random.nextInt(3), random.nextInt(2));
      int wanted = 0;
      int available = 0;
      int old = rollout.replicas();
      for (int step = 0; step < 200 && (old > 0 || available < rollout.replicas()); step++) {
        wanted = rollout.grow(new Size(wanted, available), List.of(new Size(old, old)));
        old = rollout
            .shrink(new Size(wanted, available), List.of(new Size(old, old)))
            .get(0);
        assertThat(wanted + old).isLessThanOrEqualTo(rollout.replicas() + rollout.surge());
        assertThat(available + old)
            .isGreaterThanOrEqualTo(rollout.replicas() - rollout.unavailable());
        available += wanted > available ? random.nextInt(2) : 0;
      }
      assertThat(old).isZero();
      assertThat(available).isEqualTo(rollout.replicas());
    }
  }
}
