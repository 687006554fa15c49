package io.evenkeel.secret;

import io.evenkeel.kit.Service;

/** Starts the secret service alone. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Service.of("secret-service", SecretVerticle::new).keepingFiles().run();
  }
}
