package io.evenkeel.remediation;

import io.evenkeel.kit.Service;

/** Starts the remediation-service alone. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Service.run(RemediationVerticle.NAME, RemediationVerticle::new);
  }
}
