package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {

  private final Vertx vertx = Vertx.vertx();
  private Database database;
  private Path file;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    file = directory.resolve("store.db");
    database = await(SqliteDatabase.open(vertx, file));
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
  void aDiskThatWasFullMoreThanOnceIsLeftBehind() throws Exception {
    run("PRAGMA max_page_count=20");
    for (int attempt = 0; attempt < 3; attempt++) {
      assertThatThrownBy(() -> run(largeNote())).isInstanceOf(Refusal.class);
      assertThatThrownBy(() -> run("INSERT INTO absent VALUES (1)"))
          .hasMessageContaining("no such table");
    }
    run("PRAGMA max_page_count=1000");

    run(largeNote());

    assertThat(notes()).isEqualTo(1);
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

  @Test
  void workMayWaitForSomethingElseThanItsClient() throws Exception {
    await(database.transaction(client -> vertx
        .timer(5, TimeUnit.MILLISECONDS)
        .compose(later -> execute(client, "INSERT INTO note VALUES ('late')"))));

    assertThat(notes()).isEqualTo(1);
  }

  @Test
  void aClientIsOfNoUseOnceItsTransactionIsOver() throws Exception {
    SqlClient kept = await(database.transaction(Future::succeededFuture));

    assertThatThrownBy(() -> await(execute(kept, "INSERT INTO note VALUES ('too late')")))
        .hasMessageContaining("this transaction is over");
    assertThat(notes()).isZero();
  }

  @Test
  void workThatThrowsIsUndoneAndFailsWithWhatItThrew() throws Exception {
    assertThatThrownBy(() -> await(database.transaction(client -> {
          execute(client, "INSERT INTO note VALUES ('half')");
          throw new IllegalStateException("changed its mind");
        })))
        .hasMessage("changed its mind");
    assertThat(notes()).isZero();
  }

  @Test
  void resultsComeBackToTheContextThatAsked() throws Exception {
    Context context = vertx.getOrCreateContext();
    List<Context> seen = new CopyOnWriteArrayList<>();

    await(Future.<Object>future(done -> context.runOnContext(asked -> database
        .transaction(client -> execute(client, "INSERT INTO note VALUES ('here')"))
        .onSuccess(stored -> seen.add(Vertx.currentContext()))
        .compose(stored -> database.reader().query("SELECT 1").execute())
        .onSuccess(read -> seen.add(Vertx.currentContext()))
        .<Object>mapEmpty()
        .onComplete(done))));

    assertThat(seen).containsExactly(context, context);
  }

  @Test
  void aParameterMayBeUsedTwiceAndValuesKeepTheirKind() throws Exception {
    Map<String, Object> values = new HashMap<>();
    values.put("text", "it's ?1 #{no}");
    values.put("large", 5_000_000_000L);
    values.put("none", null);
    Row row = await(SqlTemplate.forQuery(
                database.reader(),
                "SELECT #{text} AS a, #{large} AS b, #{none} AS c, #{text} AS d, 7 AS e")
            .execute(values))
        .iterator()
        .next();

    assertThat(row.getString("a")).isEqualTo("it's ?1 #{no}").isEqualTo(row.getString("d"));
    assertThat(row.getLong("b")).isEqualTo(5_000_000_000L);
    assertThat(row.getValue("c")).isNull();
    assertThat(row.getInteger("e")).isEqualTo(7);
  }

  @Test
  void everyStatementOfABatchSaysWhatItDid() throws Exception {
    List<Integer> changed = new ArrayList<>();
    List<Map<String, Object>> rows =
        List.of(Map.of("text", "one"), Map.of("text", "one"), Map.of("text", "two"));
    await(database.transaction(client -> SqlTemplate.forUpdate(
            client,
            "INSERT INTO note (text) SELECT #{text} WHERE NOT EXISTS"
                + " (SELECT 1 FROM note WHERE text = #{text})")
        .executeBatch(rows)
        .onSuccess(first -> {
          for (SqlResult<Void> each = first; each != null; each = each.next()) {
            changed.add(each.rowCount());
          }
        })));

    assertThat(changed).containsExactly(1, 0, 1);
  }

  @Test
  void closingWaitsForWhatWasAskedForBefore() throws Exception {
    List<Future<Void>> asked = new ArrayList<>();
    for (int index = 0; index < 300; index++) {
      asked.add(
          database.transaction(client -> execute(client, "INSERT INTO note VALUES ('last')")));
    }
    await(database.close());
    await(database.close());

    assertThat(asked).allMatch(Future::succeeded);
    assertThatThrownBy(() -> run("INSERT INTO note VALUES ('after')"))
        .hasMessageContaining("closed");
    database = await(SqliteDatabase.open(vertx, file));
    assertThat(notes()).isEqualTo(300);
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
