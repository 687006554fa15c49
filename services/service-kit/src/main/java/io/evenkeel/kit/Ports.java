package io.evenkeel.kit;

import java.io.IOException;
import java.net.ServerSocket;

/** Ports of this machine. */
public final class Ports {

  private Ports() {}

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
