package io.evenkeel.kit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock set by the store's: it runs on the machine's monotonic counter from the last time the
 * store was asked, so a jump of the machine's own clock does not show.
 */
final class StoreClock extends Clock {

  /** What the store said when the counter stood at {@code nanos}. */
  private record Reading(long millis, long nanos) {}

  private volatile Reading reading = new Reading(System.currentTimeMillis(), System.nanoTime());

  /** Sets the clock: the store said {@code millis} between two readings of the counter. */
  void set(long millis, long nanosBefore, long nanosAfter) {
    reading = new Reading(millis, nanosBefore + (nanosAfter - nanosBefore) / 2);
  }

  @Override
  public long millis() {
    Reading last = reading;
    return last.millis + (System.nanoTime() - last.nanos) / 1_000_000;
  }

  @Override
  public Instant instant() {
    Reading last = reading;
    return Instant.ofEpochMilli(last.millis).plusNanos(System.nanoTime() - last.nanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(this, java.time.Duration.ZERO).withZone(zone);
  }
}
