package io.evenkeel.shipyard.statistics;

import java.time.Instant;

/**
 * The seconds {@code from} to {@code to}, both included, and how they are cut into whole buckets
 * and what is left at the ends.
 *
 * @param from epoch seconds
 * @param to epoch seconds
 */
record TimeFrame(long from, long to) {

  static final long BUCKET_SECONDS = 1800;

  /** What a client means that does not say: the zero time of Go. */
  static final long UNSET = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /** Reads what a client sends; throws {@link NumberFormatException} for what is no integer. */
  static TimeFrame parse(String from, String to) {
    return new TimeFrame(seconds(from), seconds(to));
  }

  private static long seconds(String text) {
    return text.isEmpty() ? UNSET : Math.max(UNSET, Math.min(LAST, Long.parseLong(text)));
  }

  /** The first second after it. */
  long end() {
    return to + 1;
  }

  /** Start of its first whole bucket, or its end if there is none. */
  long firstWhole() {
    return Math.min(end(), -Math.floorDiv(-from, BUCKET_SECONDS) * BUCKET_SECONDS);
  }

  /** End of its last whole bucket; not before {@link #firstWhole}. */
  long endOfWhole() {
    return Math.max(firstWhole(), Math.floorDiv(end(), BUCKET_SECONDS) * BUCKET_SECONDS);
  }

  /** Its whole buckets. */
  Span whole() {
    return new Span(firstWhole(), endOfWhole());
  }

  /** From {@code first} to before {@code end}, in epoch seconds. */
  record Span(long first, long end) {

    /** What of it consists of whole multiples of {@code seconds}; empty at its end if nothing. */
    Span whole(long seconds) {
      long from = Math.min(end, -Math.floorDiv(-first, seconds) * seconds);
      return new Span(from, Math.max(from, Math.floorDiv(end, seconds) * seconds));
    }
  }

  boolean isReversed() {
    return to < from;
  }

  /** Whether it ended before the half hour that {@code now} is in. */
  boolean isPast(Instant now) {
    return to < Math.floorDiv(now.getEpochSecond(), BUCKET_SECONDS) * BUCKET_SECONDS;
  }
}
