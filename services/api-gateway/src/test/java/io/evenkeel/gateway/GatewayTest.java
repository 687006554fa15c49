package io.evenkeel.gateway;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests over HTTP of a gateway with the usual settings and a store of its own. */
abstract class GatewayTest {

  @TempDir
  Path directory;

  TestGateway gateway;

  @BeforeEach
  void start() {
    gateway = TestGateway.start(directory);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }
}
