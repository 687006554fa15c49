package io.evenkeel.gateway;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests over HTTP of a gateway with the usual settings and a store of its own. */
abstract class GatewayTest {

  @TempDir
  Path directory;

  TestGateway gateway;

  /** Variables to start it with. */
  Map<String, String> settings() throws Exception {
    return Map.of();
  }

  @BeforeEach
  void start() throws Exception {
    gateway = TestGateway.start(directory, settings());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }
}
