package io.evenkeel.gateway;

import io.evenkeel.kit.Service;

/** Starts the gateway alone. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    Service.run(
        "api-gateway",
        platform -> new GatewayVerticle(platform, GatewayConfig.from(platform.settings())));
  }
}
