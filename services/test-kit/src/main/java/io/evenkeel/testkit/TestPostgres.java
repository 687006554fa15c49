package io.evenkeel.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL; started with the first test that needs it, it ends with the process. */
public final class TestPostgres {

  private static @Nullable EmbeddedPostgres shared;

  private TestPostgres() {}

  /** The settings that name an empty schema of it. */
  public static Map<String, String> emptyStore() throws Exception {
    return Map.of("EVENKEEL_STORE", emptySchema());
  }

  /** The address of an empty schema of it, as {@code --store} takes it. */
  public static String emptySchema() throws Exception {
    String schema = "t" + UUID.randomUUID().toString().replace("-", "");
    EmbeddedPostgres server = server();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    }
    return "postgresql://postgres:postgres@127.0.0.1:%d/postgres?search_path=%s"
        .formatted(server.getPort(), schema);
  }

  private static synchronized EmbeddedPostgres server() throws IOException {
    EmbeddedPostgres running = shared;
    if (running == null) {
      running = EmbeddedPostgres.builder().start();
      shared = running;
    }
    return running;
  }
}
