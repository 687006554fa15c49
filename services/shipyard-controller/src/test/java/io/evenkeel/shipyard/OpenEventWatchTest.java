package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Outbox;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one bus, each with its watch. */
class OpenEventWatchTest {

  private static final String TYPE = "sh.keptn.event.work.triggered";
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final OpenEventWatch here = new OpenEventWatch();
  private final OpenEventWatch elsewhere = new OpenEventWatch();

  @BeforeEach
  void listen() throws Exception {
    await(here.listen(vertx.eventBus()));
    await(elsewhere.listen(vertx.eventBus()));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void whoWaitsWhereAnEventIsOpenedIsHandedIt() throws Exception {
    OpenEventWatch.Turn turn = here.expect(TYPE, event -> true);

    open(event("e-1"));

    assertThat(await(turn.await(LONG)).map(KeptnEvent::id)).contains("e-1");
  }

  @Test
  void whatIsNotWantedIsLeftToOthers() throws Exception {
    OpenEventWatch.Turn turn = here.expect(TYPE, event -> event.id().equals("e-2"));

    open(event("e-1"));
    open(event("e-2"));

    assertThat(await(turn.await(LONG)).map(KeptnEvent::id)).contains("e-2");
  }

  @Test
  void elsewhereOneIsToldToLook() throws Exception {
    OpenEventWatch.Turn turn = elsewhere.expect(TYPE, event -> true);

    open(event("e-1"));

    assertThat(await(turn.await(LONG))).isEmpty();
  }

  @Test
  void aNoticeOfOnesOwnEndsNoTurnThatBeganLater() throws Exception {
    open(event("e-1"));
    OpenEventWatch.Turn turn = here.expect(TYPE, event -> true);
    await(vertx.timer(50, TimeUnit.MILLISECONDS));

    open(event("e-2"));

    assertThat(await(turn.await(LONG)).map(KeptnEvent::id)).contains("e-2");
  }

  @Test
  void nobodyWaitsLongerThanItWants() throws Exception {
    OpenEventWatch.Turn turn = here.expect(TYPE, event -> true);

    assertThat(await(turn.await(Duration.ofMillis(20)))).isEqualTo(Optional.empty());

    turn.end();
    assertThat(here.size()).isZero();
  }

  private void open(KeptnEvent event) {
    here.tell(new Committed(vertx), event);
  }

  private static KeptnEvent event(String id) {
    return KeptnEvent.of(id, TYPE, "test", Instant.now(), "ctx", Map.of("project", "p"));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }

  /** A transaction that has just been committed. */
  private record Committed(Vertx vertx) implements Outbox {

    @Override
    public SqlClient client() {
      throw new IllegalStateException("nothing is stored here");
    }

    @Override
    public Future<Void> lock(String... keys) {
      return Future.succeededFuture();
    }

    @Override
    public void publish(KeptnEvent event) {
      // Nobody hears it.
    }

    @Override
    public void changed(String project, String context) {
      // Nobody listens.
    }

    @Override
    public void announce(String address, String text) {
      vertx.eventBus().publish(address, text);
    }

    @Override
    public void afterCommit(Runnable effect) {
      effect.run();
    }
  }
}
