package io.evenkeel.bench;

import io.evenkeel.gateway.GatewayConfig;
import io.evenkeel.gateway.GatewayVerticle;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Settings;
import io.evenkeel.resource.ResourceVerticle;
import io.evenkeel.shipyard.ShipyardVerticle;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The services a measurement needs, in this process. */
final class BenchServer implements AutoCloseable {

  static final String TOKEN = "secret";

  private final TestPlatform platform;
  private final URI endpoint;

  private BenchServer(TestPlatform platform, URI endpoint) {
    this.platform = platform;
    this.endpoint = endpoint;
  }

  static BenchServer start(Path directory) {
    Map<String, String> environment = Map.of(
        "EVENKEEL_API_TOKEN", TOKEN, "EVENKEEL_PORT", "0", "EVENKEEL_DATA", directory.toString());
    TestPlatform server = TestPlatform.open(directory, environment);
    Platform platform = server.platform();
    GatewayVerticle gateway =
        new GatewayVerticle(platform, GatewayConfig.from(Settings.of(environment)));
    server.vertx().deployVerticle(new ResourceVerticle(platform)).await();
    server.vertx().deployVerticle(new ShipyardVerticle(platform)).await();
    server.vertx().deployVerticle(gateway).await();
    return new BenchServer(server, URI.create("http://127.0.0.1:%d/api".formatted(gateway.port())));
  }

  Platform platform() {
    return platform.platform();
  }

  URI endpoint() {
    return endpoint;
  }

  /** One that measures for hardly any time. */
  Workbench workbench(Vertx client) {
    return new Workbench(
        new Api(client, endpoint, TOKEN),
        new Loop(client),
        new Processes(),
        Duration.ofMillis(200),
        Duration.ofMillis(1),
        Executor.Polling.LONG,
        4,
        false);
  }

  @Override
  public void close() {
    platform.close();
  }
}
