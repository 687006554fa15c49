package io.evenkeel.kit;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine. */
public final class Ports {

  /** Below the ports that outgoing connections are given, on any system. */
  private static final int FIRST = 15_000;

  private static final int LAST = 32_000;
  private static final int ATTEMPTS = 1000;

  private Ports() {}

  /**
   * A port nobody listens on at the moment, and that no outgoing connection is ever given: whoever
   * has it may end and have it again.
   *
   * @throws IllegalStateException if there is none
   */
  public static int lasting() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port between %d and %d".formatted(FIRST, LAST));
  }

  /** Whether nobody listens on {@code port} at the moment. */
  public static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port)) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * A port nobody listens on at the moment.
   *
   * @throws IllegalStateException if there is none
   */
  public static int free() {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException("no free port: " + none.getMessage(), none);
    }
  }
}
