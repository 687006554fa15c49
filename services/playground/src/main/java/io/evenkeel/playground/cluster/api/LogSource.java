package io.evenkeel.playground.cluster.api;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What one container printed. */
public interface LogSource {

  /**
   * A line, without its end.
   *
   * @param time when it was printed
   * @param text what was printed
   */
  record Line(Instant time, String text) {}

  /** The lines so far, oldest first. */
  List<Line> lines();

  /**
   * Hands over the lines to come.
   *
   * @param line gets each
   * @param end runs once there will be no more; at once if the container has ended
   * @return ends the notification when run
   */
  Runnable follow(Consumer<Line> line, Runnable end);
}
