package io.evenkeel.system.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What goes wrong and when; the same for the same seed and size. */
record ChaosPlan(long seed, List<Step> steps) {

  /** Ways for things to go wrong. */
  enum Kind {
    /** {@code kill -9} of some nodes at once, each started again. */
    KILL,
    /** The same with the store. */
    KILL_STORE,
    /** SIGSTOP for longer than every lease, then SIGCONT. */
    FREEZE,
    /** Connections broken: to the store, and of clients. */
    CUT
  }

  /**
   * One blow.
   *
   * @param after the one before
   * @param nodes all of them, by number, in the order in which they are eligible
   * @param hit how many it hits
   * @param lasting how long a frozen node stands still, or a cut link stays cut
   */
  record Step(Kind kind, Duration after, List<Integer> nodes, int hit, Duration lasting) {}

  private static final List<Integer> WEIGHTS = List.of(66, 14, 7, 13);

  /** {@code size} steps among {@code nodes}, each kind at least once, {@code most} hit at once. */
  static ChaosPlan of(long seed, int size, int nodes, int most) {
    Random random = new Random(seed);
    List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
    while (kinds.size() < size) {
      kinds.add(kind(random));
    }
    Collections.shuffle(kinds, random);
    return new ChaosPlan(
        seed, kinds.stream().map(kind -> step(kind, random, nodes, most)).toList());
  }

  /** For the embedded store: one node, nothing to cut, nobody to take over from the frozen. */
  static ChaosPlan ofKills(long seed, int size) {
    Random random = new Random(seed);
    return new ChaosPlan(
        seed,
        IntStream.range(0, size)
            .mapToObj(number -> step(Kind.KILL, random, 1, 1))
            .toList());
  }

  private static Kind kind(Random random) {
    int drawn = random.nextInt(WEIGHTS.stream().mapToInt(Integer::intValue).sum());
    int kind = 0;
    while (drawn >= WEIGHTS.get(kind)) {
      drawn -= WEIGHTS.get(kind);
      kind++;
    }
    return Kind.values()[kind];
  }

  private static Step step(Kind kind, Random random, int nodes, int most) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, nodes).boxed().toList());
    Collections.shuffle(order, random);
    int hit = kind == Kind.FREEZE ? 1 : 1 + random.nextInt(most);
    Duration lasting = Duration.ofMillis(
        kind == Kind.FREEZE
            ? 5_500 + random.nextInt(most == 1 ? 1_900 : 5_500)
            : random.nextInt(1_500));
    Duration after = Duration.ofMillis(100 + random.nextInt(1_200));
    return new Step(kind, after, List.copyOf(order), hit, lasting);
  }
}
