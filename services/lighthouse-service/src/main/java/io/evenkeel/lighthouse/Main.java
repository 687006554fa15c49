package io.evenkeel.lighthouse;

import io.evenkeel.kit.Service;

/** Starts the lighthouse-service alone. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Service.run(LighthouseVerticle.NAME, LighthouseVerticle::new);
  }
}
