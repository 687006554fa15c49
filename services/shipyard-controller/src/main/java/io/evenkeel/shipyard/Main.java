package io.evenkeel.shipyard;

import io.evenkeel.kit.Service;

/** Starts the shipyard controller alone. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    Service.run("shipyard-controller", ShipyardVerticle::new);
  }
}
