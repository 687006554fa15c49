package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A server that says nothing more but whose connections stay: the way to it is gone. */
class PostgresSilenceTest {

  private static final int SILENCE_SECONDS = 1;

  private final Vertx vertx = Vertx.vertx();
  private final List<NetSocket> servers = new CopyOnWriteArrayList<>();
  private boolean silent;

  @Test
  void whateverWaitsForAnAnswerFailsAndTheNextConnectionWorks() throws Exception {
    NetServer way =
        await(vertx.createNetServer().connectHandler(this::passOn).listen(0, "127.0.0.1"));
    Database database = await(PostgresDatabase.open(
        vertx,
        "postgresql://postgres:postgres@127.0.0.1:%d/postgres".formatted(way.actualPort()),
        1,
        Duration.ofSeconds(10),
        SILENCE_SECONDS));
    assertThat(await(one(database))).isEqualTo(1);

    vertx.runOnContext(cut -> {
      silent = true;
      servers.forEach(NetSocket::pause);
    });
    assertThatThrownBy(() -> await(one(database)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("the event store");
    vertx.runOnContext(mended -> silent = false);

    assertThat(await(one(database))).isEqualTo(1);
    await(database.close());
    await(vertx.close());
  }

  private static Future<Integer> one(Database database) {
    return database.transaction(client ->
        client.query("SELECT 1").execute().map(rows -> rows.iterator().next().getInteger(0)));
  }

  private void passOn(NetSocket client) {
    client.pause();
    vertx.createNetClient().connect(serverPort(), "127.0.0.1").onSuccess(server -> {
      servers.add(server);
      client.handler(server::write).resume();
      server.handler(client::write);
      client.closeHandler(gone -> server.close());
      server.closeHandler(gone -> client.close());
      if (silent) {
        server.pause();
      }
    });
  }

  private static int serverPort() {
    try {
      return TestStore.Server.shared().getPort();
    } catch (IOException unstartable) {
      throw new UncheckedIOException(unstartable);
    }
  }
}
