package io.evenkeel.prometheus;

import io.evenkeel.kit.Service;

/** Starts the prometheus-service alone. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Service.run(PrometheusVerticle.NAME, PrometheusVerticle::new);
  }
}
