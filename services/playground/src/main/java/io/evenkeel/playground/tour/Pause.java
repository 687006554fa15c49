package io.evenkeel.playground.tour;

import java.time.Duration;

/** A short wait between two looks at something. */
final class Pause {

  private Pause() {}

  /** Sleeps; an interrupt ends the tour. */
  static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TourException(
          new Expectation("the tour may go on", false, "it was interrupted", "start it again"));
    }
  }
}
