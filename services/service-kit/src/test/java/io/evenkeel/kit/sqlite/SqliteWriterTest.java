package io.evenkeel.kit.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteWriterTest {

  private static final long MIB = 1024 * 1024;

  private final Vertx vertx = Vertx.vertx();
  private Path file;
  private String url;

  @BeforeEach
  void create(@TempDir Path directory) throws Exception {
    file = directory.resolve("store.db");
    url = "jdbc:sqlite:" + file + "?journal_mode=WAL&jdbc.get_generated_keys=false";
    try (SqliteConnection connection = SqliteConnection.open(url)) {
      connection.run("CREATE TABLE note (text TEXT NOT NULL)");
    }
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void nobodyHearsOfACommitBeforeItIsOnTheDiskAndTheWriterWorksMeanwhile() throws Exception {
    CountDownLatch disk = new CountDownLatch(1);
    CountDownLatch queued = new CountDownLatch(1);
    CountDownLatch worked = new CountDownLatch(1);
    SqliteWriter writer = start(() -> pass(disk));
    Future<Void> first = writer.transaction(client -> {
      pass(queued);
      return insert(client, "one");
    });
    Future<Void> second = note(writer, "two");
    Future<Void> third = writer.transaction(client -> {
      worked.countDown();
      return Future.succeededFuture();
    });
    queued.countDown();
    pass(worked);

    assertThat(List.of(first, second, third)).noneMatch(Future::isComplete);
    disk.countDown();

    await(Future.join(first, second, third));
    assertThat(notes()).isEqualTo(2);
    await(writer.close());
  }

  @Test
  void afterTheDiskFailedOnceNothingIsTakenForStored() throws Exception {
    List<String> failures = new ArrayList<>(List.of("bad sector"));
    SqliteWriter writer = start(() -> {
      if (!failures.isEmpty()) {
        throw new IOException(failures.remove(0));
      }
    });

    assertThatThrownBy(() -> await(note(writer, "lost")))
        .hasRootCauseMessage("bad sector")
        .hasCauseInstanceOf(SQLException.class);
    assertThatThrownBy(() -> await(note(writer, "refused"))).hasRootCauseMessage("bad sector");

    assertThat(notes()).isEqualTo(1);
    await(writer.close());
  }

  @Test
  void whatIsWrittenAheadIsPutBackWhileTheWriterGoesOn() throws Exception {
    SqliteWriter writer = await(SqliteWriter.open(vertx, file, url));
    for (int round = 0; round < 30; round++) {
      List<Future<Void>> all = new ArrayList<>();
      for (int index = 0; index < 200; index++) {
        all.add(note(writer, "x".repeat(16_000)));
      }
      await(Future.join(all));
    }

    assertThat(notes()).isEqualTo(6000);
    assertThat(Files.size(file)).isGreaterThan(32 * MIB);
    assertThat(Files.size(file.resolveSibling("store.db-wal"))).isLessThan(64 * MIB);
    await(writer.close());
    assertThat(Files.exists(file.resolveSibling("store.db-wal"))).isFalse();
  }

  @Test
  void whatLongWorkSortsNeedNotFitIntoMemory() throws Exception {
    SqliteWriter writer = start(() -> {});

    assertThat(await(writer.transaction(SqliteWriterTest::placeOfSorting))).isEqualTo(2);
    assertThat(await(writer.longTransaction(SqliteWriterTest::placeOfSorting))).isEqualTo(1);
    assertThat(await(writer.transaction(SqliteWriterTest::placeOfSorting))).isEqualTo(2);
    await(writer.close());
  }

  /** 1 for a file, 2 for memory; a statement that was prepared before would say what was then. */
  private static Future<Integer> placeOfSorting(SqlClient client) {
    return client
        .query("PRAGMA temp_store -- at " + System.nanoTime())
        .execute()
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  private SqliteWriter start(SqliteDisk disk) throws SQLException {
    SqliteWriter writer =
        new SqliteWriter(vertx, SqliteWriter.connect(url), disk, new SqliteCheckpoints(url));
    SqliteReaders.daemon(writer::run, "writer").start();
    return writer;
  }

  private static Future<Void> note(SqliteWriter writer, String text) {
    return writer.transaction(client -> insert(client, text));
  }

  private static Future<Void> insert(SqlClient client, String text) {
    return client.query("INSERT INTO note VALUES ('" + text + "')").execute().mapEmpty();
  }

  private long notes() throws SQLException {
    try (SqliteConnection connection = SqliteConnection.open(url)) {
      return connection.run("SELECT COUNT(*) AS n FROM note").iterator().next().getLong("n");
    }
  }

  private static void pass(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException unasked) {
      throw new IllegalStateException(unasked);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
