package io.evenkeel.resource;

import io.evenkeel.kit.Service;

/** Starts the resource service alone. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Service.of("resource-service", ResourceVerticle::new).keepingFiles().run();
  }
}
