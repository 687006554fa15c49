package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A store of a kind, empty, that several nodes of a test may open. */
interface TestStore {

  /** Settings that name it. */
  StoreConfig config();

  /** Opens it as another node would. */
  default Database open(Vertx vertx, Path directory) throws Exception {
    return config().open(vertx, directory).await(30, TimeUnit.SECONDS);
  }

  /** The embedded store, in a file of the test's directory. */
  static TestStore sqlite() {
    return () -> new StoreConfig("", 1, Duration.ZERO);
  }

  /** An empty schema of the PostgreSQL that all tests of this process share. */
  static TestStore postgres() throws Exception {
    String schema = "t" + UUID.randomUUID().toString().replace("-", "");
    EmbeddedPostgres server = Server.shared();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    } catch (SQLException refused) {
      throw new IllegalStateException("the test's PostgreSQL takes no schema", refused);
    }
    String address = "postgresql://postgres:postgres@127.0.0.1:%d/postgres?search_path=%s"
        .formatted(server.getPort(), schema);
    return () -> new StoreConfig(address, 8, Duration.ofSeconds(20));
  }

  /** Started with the first test that needs it; ends with the process. */
  final class Server {
    private static @Nullable EmbeddedPostgres shared;

    private Server() {}

    static synchronized EmbeddedPostgres shared() throws IOException {
      EmbeddedPostgres running = shared;
      if (running == null) {
        running = EmbeddedPostgres.builder().start();
        shared = running;
      }
      return running;
    }
  }

  /** Waits for {@code future} on the test's thread. */
  static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
