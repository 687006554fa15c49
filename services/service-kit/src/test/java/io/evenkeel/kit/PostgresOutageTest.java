package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL that is gone, comes back, takes no changes, or never was there. */
class PostgresOutageTest {

  private static final String TYPE = "sh.keptn.event.work.triggered";

  @TempDir
  Path directory;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @Test
  void aStoreThatGoesAndComesBackIsToldAndHealsByItself() throws Exception {
    Vertx vertx = Vertx.vertx();
    EmbeddedPostgres server = start(0);
    int port = server.getPort();
    Platform platform = await(
        Service.platform(vertx, directory, Settings.of(Map.of("EVENKEEL_STORE", address(port)))));
    await(platform.mesh().subscribe(Subscription.of("worker", TYPE), event -> {
      heard.add(event.id());
      return Future.succeededFuture(Completion.nothing());
    }));

    stop();
    assertThatThrownBy(() -> await(platform.mesh().publish(event("lost"))))
        .isInstanceOf(Refusal.class)
        .hasMessage("the event store can not be reached; try again in a moment")
        .extracting(refusal -> ((Refusal) refusal).status())
        .isEqualTo(503);
    server.close();
    try (EmbeddedPostgres again = start(port)) {
      await(platform.mesh().publish(event("after")));
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("after");

      try (Connection connection = again.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER DATABASE postgres SET default_transaction_read_only = on");
      }
      Database database =
          await(new StoreConfig(address(port), 1, Duration.ofSeconds(5)).open(vertx, directory));
      assertThatThrownBy(() ->
              await(database.transaction(client -> EventLog.append(client, event("refused")))))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("read-only");
      await(database.close());
      await(platform.database().close());
    }
    await(vertx.close());
  }

  @Test
  void aStoreThatNeverAnswersIsNamedWithoutItsPassword() throws Exception {
    Vertx vertx = Vertx.vertx();
    StoreConfig nobody =
        new StoreConfig("postgresql://me:secret@127.0.0.1:1/db", 1, Duration.ofMillis(100));

    assertThatThrownBy(() -> await(nobody.open(vertx, directory)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("postgresql://127.0.0.1:1/db can not be opened")
        .hasMessageContaining("--store")
        .hasMessageNotContaining("secret");
    await(vertx.close());
  }

  @Test
  void anAddressOfAnotherKindIsRefusedWithAnExample() {
    assertThatThrownBy(() -> new StoreConfig("mysql://me:secret@host/db", 1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("postgresql://user:password@host:5432/database")
        .hasMessageNotContaining("secret");
  }

  /** Ends the server at once, with everyone who is connected. */
  private void stop() throws Exception {
    String pid =
        Files.readAllLines(directory.resolve("cluster/postmaster.pid")).get(0).strip();
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    new ProcessBuilder("kill", "-INT", pid).start().waitFor();
    postmaster.onExit().get(20, TimeUnit.SECONDS);
  }

  private EmbeddedPostgres start(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(directory.resolve("cluster"))
        .setCleanDataDirectory(false)
        .start();
  }

  private static String address(int port) {
    return "postgresql://postgres:postgres@127.0.0.1:%d/postgres".formatted(port);
  }

  private static KeptnEvent event(String id) {
    return KeptnEvent.of(id, TYPE, "test", Instant.now(), "ctx", Map.of("project", "p"));
  }
}
