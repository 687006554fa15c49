package io.evenkeel.playground.tour;

import java.time.Duration;

/**
 * How often the tour looks and how long it waits.
 *
 * @param look between two looks at a run or at the pods
 * @param settled a run in which nothing was under way for so long has nothing more to come
 * @param run a run that is not over by then is taken for stuck
 * @param pods pods that are not as expected by then are taken for wrong
 */
record Pace(Duration look, Duration settled, Duration run, Duration pods) {

  static Pace of(boolean fast) {
    return new Pace(
        Duration.ofMillis(300),
        Duration.ofSeconds(2),
        Duration.ofMinutes(fast ? 3 : 15),
        Duration.ofSeconds(60));
  }
}
