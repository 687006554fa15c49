package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How tables come about, and when a process keeps its hands off them, on every store. */
abstract class MigrationsContract {

  private static final int NODES = 3;

  @TempDir
  Path directory;

  private final Vertx vertx = Vertx.vertx();
  private List<Database> nodes = List.of();

  /** An empty store. */
  abstract TestStore emptyStore() throws Exception;

  @BeforeEach
  final void open() throws Exception {
    TestStore store = emptyStore();
    Database first = store.open(vertx, directory);
    nodes = List.of(first, store.open(vertx, directory), store.open(vertx, directory));
  }

  @AfterEach
  final void close() throws Exception {
    for (Database node : nodes) {
      await(node.close());
    }
    await(vertx.close());
  }

  private void run(String statement) throws Exception {
    await(nodes.get(0).transaction(client -> client.query(statement).execute().mapEmpty()));
  }

  private long number(String query) throws Exception {
    return await(nodes.get(0).reader().query(query).execute()).iterator().next().getLong(0);
  }

  @Test
  final void nodesThatStartAtOnceMakeTheTablesOnce() throws Exception {
    List<Future<Void>> started = IntStream.range(0, 2 * NODES)
        .mapToObj(n -> Migrations.apply(nodes.get(n % NODES), "service-kit"))
        .toList();
    for (Future<Void> one : started) {
      await(one);
    }

    long version = number("SELECT version FROM schema_version WHERE module = 'service-kit'");
    assertThat(version)
        .isEqualTo(number("SELECT COUNT(*) FROM schema_checksum WHERE module = 'service-kit'"));
    assertThat(number("SELECT COUNT(*) FROM event_log")).isZero();
  }

  @Test
  final void aMigrationThatIsNotTheOneThatWasAppliedIsRefused() throws Exception {
    await(Migrations.apply(nodes.get(0), "service-kit"));
    run("UPDATE schema_checksum SET checksum = 'other' WHERE version = 2");

    assertThatThrownBy(() -> await(Migrations.apply(nodes.get(1), "service-kit")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("migration V002 of service-kit is not the one this store was made");
  }

  @Test
  final void anOlderReleaseGoesOnBesideANewerOneAndLeavesItsVersionAlone() throws Exception {
    await(Migrations.apply(nodes.get(0), "service-kit"));
    long known = number("SELECT version FROM schema_version WHERE module = 'service-kit'");
    run("UPDATE schema_version SET version = version + 1");

    await(Migrations.apply(nodes.get(1), "service-kit"));

    assertThat(number("SELECT version FROM schema_version")).isEqualTo(known + 1);
  }
}
