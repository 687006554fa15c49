package io.evenkeel.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
  void nothingIsLostDoubledOrStuckWhenNodesAndPostgresAreKilled() throws Exception {
    Path directory = directory("cluster-" + SEED);
    try (Site site = Site.cluster(directory, 2, 1)) {
      check(ChaosRound.run(site, ChaosPlan.of(SEED, STEPS, site.nodes().size(), 1)));
    }
    FileTree.delete(directory);
  }

  @Test
  void theEmbeddedStoreKeepsItsPromiseThroughKills() throws Exception {
    Path directory = directory("embedded-" + SEED);
    try (Site site = Site.alone(directory)) {
      check(ChaosRound.run(site, ChaosPlan.ofKills(SEED, KILLS)));
    }
    FileTree.delete(directory);
  }

  /** Stays when something went wrong: to be looked into. */
  private static Path directory(String name) throws IOException {
    return Files.createDirectories(
        Path.of("target", "chaos", "rounds").toAbsolutePath().resolve(name));
  }

  private static void check(ChaosRound.Outcome outcome) throws Exception {
    System.out.println("ChaosIT: " + outcome.figures());
    Results.standard().add(outcome.figures());
    assertThat(outcome.violations()).as("seed %d", SEED).isEmpty();
  }
}
