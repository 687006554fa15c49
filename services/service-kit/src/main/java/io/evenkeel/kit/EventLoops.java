package io.evenkeel.kit;

import io.vertx.core.VertxOptions;

/** How a process of the product shares its processors. */
public final class EventLoops {

  private static final int FEWEST = 2;

  private EventLoops() {}

  /**
   * Options with an event loop for each processor. With more, a step from one service to the next
   * is more often one from thread to thread, and to wake a thread takes longer than the step.
   */
  public static VertxOptions options() {
    return new VertxOptions()
        .setEventLoopPoolSize(Math.max(FEWEST, Runtime.getRuntime().availableProcessors()));
  }
}
