package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a transaction is committed, and when nothing of it stays. */
class PostgresTransactionTest {

  private static final String INSERT = "INSERT INTO positive (n) VALUES ($1)";

  private final Vertx vertx = Vertx.vertx();
  private Database database;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    database = TestStore.postgres().open(vertx, directory);
    await(database.transaction(client ->
        client.query("CREATE TABLE positive (n INTEGER CHECK (n > 0))").execute()));
  }

  @AfterEach
  void close() throws Exception {
    await(database.close());
    await(vertx.close());
  }

  @Test
  void aStatementForManyRowsStoresAllOrNone() throws Exception {
    assertThatThrownBy(() -> await(database.statement(client -> insertAll(client, 1, 2, -3, 4))))
        .isInstanceOf(PgException.class);
    assertThat(stored()).isEmpty();

    await(database.statement(client -> insertAll(client, 1, 2)));
    assertThat(stored()).containsExactly(1, 2);
  }

  @Test
  void theLastStatementsAreCommittedWithWhatWasBefore() throws Exception {
    for (int round = 1; round <= 3; round++) {
      int number = round;
      await(database.transaction(client -> insert(client, number)
          .compose(first -> database.last(client, last -> insert(last, 10 * number)))));
    }

    assertThat(stored()).containsExactly(1, 2, 3, 10, 20, 30);
  }

  @Test
  void aLongTransactionHasLastStatementsToo() throws Exception {
    await(database.longTransaction(client -> database.last(client, last -> insert(last, 1))));

    assertThat(stored()).containsExactly(1);
  }

  @Test
  void whatTheServerTurnsDownAtTheEndUndoesEverything() throws Exception {
    await(database.transaction(client -> insert(client, 1)));

    for (int round = 0; round < 3; round++) {
      assertThatThrownBy(() -> await(inTheEnd(last -> {
            insert(last, -1);
            return insert(last, 3);
          })))
          .isInstanceOf(PgException.class)
          .hasMessageContaining("positive_n_check");
    }

    assertThat(stored()).containsExactly(1);
  }

  @Test
  void whatOnlyTheDriverTurnsDownUndoesEverything() throws Exception {
    Function<SqlClient, Future<RowSet<Row>>> neverWorked =
        last -> last.preparedQuery(INSERT + " ").execute(Tuple.of("one"));
    Function<SqlClient, Future<RowSet<Row>>> workedBefore =
        last -> last.preparedQuery(INSERT).execute(Tuple.of("one"));
    await(database.transaction(client -> insert(client, 1)));

    assertThatThrownBy(() -> await(inTheEnd(neverWorked))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> await(inTheEnd(workedBefore))).isInstanceOf(Refusal.class);

    assertThat(stored()).containsExactly(1);
  }

  @Test
  void nothingFollowsTheLastStatements() throws Exception {
    await(database.transaction(client -> insert(client, 1)));

    assertThatThrownBy(() -> await(database.transaction(client ->
            database.last(client, last -> insert(last, 2)).compose(stored -> insert(client, 3)))))
        .hasMessageContaining("is over");
  }

  @Test
  void whatIsChangedLaterIsThereWhenAnythingIsAsked() throws Exception {
    List<Long> seen = await(database.transaction(client -> {
      later(client, 1);
      later(client, 2);
      return count(client).compose(two -> {
        later(client, 3);
        later(client, 3);
        return count(client).map(four -> List.of(two, four));
      });
    }));

    assertThat(seen).containsExactly(2L, 4L);
    assertThat(stored()).containsExactly(1, 2, 3, 3);
  }

  @Test
  void aSecondChangeOfARowComesAfterTheFirst() throws Exception {
    for (int round = 0; round < 2; round++) {
      await(database.transaction(client -> {
        later(client, 1);
        change(client, 1, 10);
        change(client, 10, 100);
        return database.last(client, last -> Future.succeededFuture());
      }));
    }

    assertThat(stored()).containsExactly(100, 100);
  }

  @Test
  void aChangeThatIsTurnedDownUndoesEverythingThoughNobodyWaitsForIt() throws Exception {
    await(database.transaction(client -> insert(client, 1)));

    for (int round = 0; round < 3; round++) {
      int number = round - 2;
      assertThatThrownBy(() -> await(database.transaction(client -> {
            later(client, 5);
            later(client, number);
            return database.last(client, last -> insert(last, 2));
          })))
          .isInstanceOf(PgException.class)
          .hasMessageContaining("positive_n_check");
    }
    assertThat(stored()).containsExactly(1);
  }

  @Test
  void aQueryThatGoesAlongWithChangesDoesNotSeeThem() throws Exception {
    long seen = await(database.transaction(client -> {
      later(client, 1);
      return Sql.queryAlong(
              client,
              "WITH big AS (SELECT n FROM positive) SELECT COUNT(*) AS n FROM big",
              Map.of())
          .map(rows -> rows.iterator().next().getLong("n"));
    }));

    assertThat(seen).isZero();
    assertThat(stored()).containsExactly(1);
  }

  private static void later(SqlClient client, int number) {
    String row = number == 1 ? "one" : "row/" + number;
    Sql.later(client, row, "INSERT INTO positive (n) VALUES (#{n})", Map.of("n", number));
  }

  private static void change(SqlClient client, int from, int to) {
    Sql.later(
        client,
        "one",
        "UPDATE positive SET n = #{to} WHERE n = #{from}",
        Map.of("from", from, "to", to));
  }

  private static Future<Long> count(SqlClient client) {
    return client.query("SELECT COUNT(*) AS n FROM positive").execute().map(rows -> rows.iterator()
        .next()
        .getLong("n"));
  }

  private <T> Future<T> inTheEnd(Function<SqlClient, Future<T>> statements) {
    return database.transaction(
        client -> insert(client, 2).compose(first -> database.last(client, statements)));
  }

  private static Future<RowSet<Row>> insert(SqlClient client, int number) {
    return client.preparedQuery(INSERT).execute(Tuple.of(number));
  }

  private static Future<RowSet<Row>> insertAll(SqlClient client, Integer... numbers) {
    return client
        .preparedQuery(INSERT)
        .executeBatch(List.of(numbers).stream().map(Tuple::of).toList());
  }

  private List<Integer> stored() throws Exception {
    List<Integer> numbers = new ArrayList<>();
    await(database.reader().query("SELECT n FROM positive ORDER BY n").execute())
        .forEach(row -> numbers.add(row.getInteger("n")));
    return numbers;
  }
}
