package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {

  private final Vertx vertx = Vertx.vertx();
  private Database database;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    database = await(SqliteDatabase.open(vertx, directory.resolve("store.db")));
    run("CREATE TABLE note (text TEXT NOT NULL)");
  }

  @AfterEach
  void close() throws Exception {
    await(database.close());
    await(vertx.close());
  }

  @Test
  void aFullDiskIsToldInOneSentenceAndWhatWasStoredStays() throws Exception {
    run("INSERT INTO note VALUES ('before')");
    run("PRAGMA max_page_count=20");

    assertThatThrownBy(() -> run(largeNote()))
        .isInstanceOf(Refusal.class)
        .hasMessage("the disk of the event store is full; free some and try again");
    run("PRAGMA max_page_count=1000");
    run("INSERT INTO note VALUES ('after')");

    assertThat(notes()).isEqualTo(2);
  }

  @Test
  void aFullDiskRefusesEveryTransactionOfItsBatchAndStoresNone() throws Exception {
    run("PRAGMA max_page_count=20");

    List<Future<Void>> batch = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      batch.add(database.transaction(client -> execute(client, largeNote())));
    }
    await(Future.join(batch).otherwiseEmpty());

    assertThat(batch).allSatisfy(one -> assertThat(one.cause()).isInstanceOf(Refusal.class));
    assertThat(notes()).isZero();
  }

  @Test
  void oneFailingTransactionDoesNotTakeItsBatchWithIt() throws Exception {
    List<Future<Void>> batch = List.of(
        database.transaction(client -> execute(client, "INSERT INTO note VALUES ('one')")),
        database.transaction(client -> execute(client, "INSERT INTO note VALUES (NULL)")),
        database.transaction(client -> execute(client, "INSERT INTO note VALUES ('two')")));
    await(Future.join(batch).otherwiseEmpty());

    assertThat(batch).extracting(Future::succeeded).containsExactly(true, false, true);
    assertThat(notes()).isEqualTo(2);
  }

  private static String largeNote() {
    return "INSERT INTO note VALUES ('" + "x".repeat(200_000) + "')";
  }

  private void run(String statement) throws Exception {
    await(database.transaction(client -> execute(client, statement)));
  }

  private static Future<Void> execute(SqlClient client, String statement) {
    return client.query(statement).execute().mapEmpty();
  }

  private int notes() throws Exception {
    return await(database
            .reader()
            .query("SELECT count(*) FROM note")
            .execute()
            .map(rows -> rows.iterator().next()))
        .getInteger(0);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
