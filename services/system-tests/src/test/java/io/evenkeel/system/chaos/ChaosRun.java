package io.evenkeel.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The long version: rounds of random blows for {@code evenkeel.chaos.minutes} (10), each round with
 * a seed of its own. {@code evenkeel.chaos.seed=N} makes that of the first round N,
 * {@code evenkeel.chaos.embedded=true} has all of them on the embedded store. Figures go to
 * {@code target/chaos}, and with {@code evenkeel.chaos.page=FILE} into that page as well.
 */
class ChaosRun {

  /** Many for one setting-up of everything, and one coming to rest. */
  private static final int STEPS = 150;

  private static final int KILLS = 60;
  private static final int ROUNDS_BETWEEN = 4;
  private static final boolean EMBEDDED_ONLY = Boolean.getBoolean("evenkeel.chaos.embedded");

  @Test
  @Timeout(value = 24, unit = TimeUnit.HOURS)
  void nothingIsEverLostDoubledOrStuck() throws Exception {
    List<String> violations = run(
        Path.of("target", "chaos", "rounds").toAbsolutePath(),
        Duration.ofMinutes(Integer.getInteger("evenkeel.chaos.minutes", 10)));

    assertThat(violations).isEmpty();
  }

  /** Rounds on PostgreSQL, every fifth on the embedded store; yields what must not be. */
  static List<String> run(Path directory, Duration time) throws Exception {
    Instant end = Instant.now().plus(time);
    Random seeds = new Random(System.nanoTime());
    long seed = Long.getLong("evenkeel.chaos.seed", seeds.nextLong());
    List<String> violations = new ArrayList<>();
    for (int round = 0; round == 0 || Instant.now().isBefore(end); round++) {
      Path place = directory.resolve("round-" + seed);
      Files.createDirectories(place);
      ChaosRound.Outcome outcome = round(place, round, seed);
      System.out.println("chaos: " + outcome.figures());
      Results.standard().add(outcome.figures());
      for (String violation : outcome.violations()) {
        System.out.println("chaos: seed " + seed + ": " + violation);
        violations.add("seed " + seed + ": " + violation);
      }
      if (outcome.violations().isEmpty()) {
        FileTree.delete(place);
      }
      seed = seeds.nextLong();
    }
    String page = System.getProperty("evenkeel.chaos.page", "");
    if (!page.isEmpty()) {
      Results.standard().writeInto(Path.of(page));
    }
    return violations;
  }

  private static ChaosRound.Outcome round(Path place, int round, long seed) throws Exception {
    if (EMBEDDED_ONLY || round % (ROUNDS_BETWEEN + 1) == ROUNDS_BETWEEN) {
      try (Site site = Site.alone(place)) {
        return ChaosRound.run(site, ChaosPlan.ofKills(seed, KILLS));
      }
    }
    try (Site site = Site.cluster(place, 3, 2)) {
      return ChaosRound.run(site, ChaosPlan.of(seed, STEPS, site.nodes().size(), 3));
    }
  }
}
