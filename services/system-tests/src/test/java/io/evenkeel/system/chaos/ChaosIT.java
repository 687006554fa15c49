package io.evenkeel.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short version of {@link ChaosRun}. The seed is printed; {@code -Devenkeel.chaos.seed=N}
 * repeats the plan.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChaosIT {

  private static final long SEED = Long.getLong("evenkeel.chaos.seed", System.nanoTime());
  private static final int STEPS = 7;
  private static final int KILLS = 3;

  @Test
  @EnabledIfSystemProperty(
      named = "evenkeel.chaos.cluster",
      matches = "true",
      disabledReason = "one of six rounds did not come to rest in time: docs/reliability.md")
  void nothingIsLostDoubledOrStuckWhenNodesAndPostgresAreKilled(@TempDir Path directory)
      throws Exception {
    try (Site site = Site.cluster(directory, 2, 1)) {
      check(ChaosRound.run(site, ChaosPlan.of(SEED, STEPS, site.nodes().size(), 1)));
    }
  }

  @Test
  void theEmbeddedStoreKeepsItsPromiseThroughKills(@TempDir Path directory) throws Exception {
    try (Site site = Site.alone(directory)) {
      check(ChaosRound.run(site, ChaosPlan.ofKills(SEED, KILLS)));
    }
  }

  private static void check(ChaosRound.Outcome outcome) throws Exception {
    System.out.println("ChaosIT: " + outcome.figures());
    Results.standard().add(outcome.figures());
    assertThat(outcome.violations()).as("seed %d", SEED).isEmpty();
  }
}
