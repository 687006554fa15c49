package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A service's platform on an empty store, for what is promised on every store. */
abstract class PlatformContract {

  @TempDir
  Path directory;

  Vertx vertx;
  Platform platform;
  private StoreConfig store;

  /** An empty store. */
  abstract TestStore emptyStore() throws Exception;

  @BeforeEach
  final void begin() throws Exception {
    store = emptyStore().config();
    start();
  }

  /** Starts it, also again after a stop. */
  final void start() throws Exception {
    vertx = Vertx.vertx();
    Map<String, String> environment =
        store.isShared() ? Map.of("EVENKEEL_STORE", store.address()) : Map.of();
    platform = await(Service.platform(vertx, directory, Settings.of(environment)));
  }

  @AfterEach
  final void stop() throws Exception {
    await(platform.database().close());
    await(vertx.close());
  }
}
