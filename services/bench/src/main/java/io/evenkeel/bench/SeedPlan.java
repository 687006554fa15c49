package io.evenkeel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How many runs a seeded store holds and how they spread: over half a year, over projects of which
 * the largest has more than a quarter of everything, over their services. Pure; the same every
 * time.
 *
 * @param sequences how many runs
 * @param events about how many events in all
 * @param projects how many projects
 * @param services how many services each of them has
 */
record SeedPlan(int sequences, int events, int projects, int services) {

  /** What a small store is divided into is less. */
  static SeedPlan of(int sequences, int events) {
    int projects = Math.max(1, Math.min(20, sequences / 50));
    return new SeedPlan(sequences, events, projects, projects < 20 ? 2 : 10);
  }

  private static final long SPAN_MILLIS = 180L * 24 * 60 * 60 * 1000;
  private static final String HEX = "0123456789abcdef";

  /** The largest comes first. */
  static String project(int index) {
    return "seeded-%02d".formatted(index);
  }

  static String service(int index) {
    return "service-" + index;
  }

  List<String> serviceNames() {
    List<String> names = new ArrayList<>();
    for (int index = 0; index < services; index++) {
      names.add(service(index));
    }
    return names;
  }

  /** How long before the end the {@code index}-th run began, the oldest first. */
  long ageMillis(int index) {
    return SPAN_MILLIS - (long) ((double) SPAN_MILLIS * index / sequences);
  }

  /** A project, each half, a third, a quarter … as likely as the first. */
  int project(SplittableRandom random) {
    double all = 0;
    for (int rank = 1; rank <= projects; rank++) {
      all += 1.0 / rank;
    }
    double left = random.nextDouble() * all;
    int rank = 1;
    while (rank < projects && left > 1.0 / rank) {
      left -= 1.0 / rank;
      rank++;
    }
    return rank - 1;
  }

  /** One of {@code shares}, which add up to a hundred. */
  static int kind(List<Integer> shares, SplittableRandom random) {
    int left = random.nextInt(100);
    int kind = 0;
    while (kind < shares.size() - 1 && left >= shares.get(kind)) {
      left -= shares.get(kind);
      kind++;
    }
    return kind;
  }

  /** A UUID of version 4. */
  static String id(SplittableRandom random) {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(0xCL << 60)) | (0x8L << 60);
    StringBuilder id = new StringBuilder(36);
    for (int digit = 0; digit < 32; digit++) {
      if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
        id.append('-');
      }
      long half = digit < 16 ? high : low;
      id.append(HEX.charAt((int) (half >>> (60 - 4 * (digit % 16))) & 0xF));
    }
    return id.toString();
  }
}
