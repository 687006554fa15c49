package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.backup.StoreRestore;
import io.evenkeel.kit.backup.StoreSnapshot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store's rows come out as they were at one moment and go into another, of either kind. */
class StoreBackupTest {

  private static final String EVENT =
      "INSERT INTO event_log (id, type, source, context, triggered_id, project, stage, service,"
          + " result, root, at_ms, body) VALUES (#{id}, 't', 's', 'c', '', 'p', 'st', 'sv', '', 1,"
          + " 1704164645123, #{body})";
  private static final int EVENTS = 1_100;

  @TempDir
  Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final List<Database> open = new ArrayList<>();

  private record Copy(String table, List<String> columns, long last, List<List<Object>> rows) {}

  @AfterEach
  void close() throws Exception {
    for (Database database : open) {
      await(database.close());
    }
    await(vertx.close());
  }

  private Database database(String kind) throws Exception {
    Path own = Files.createDirectory(directory.resolve("d" + open.size()));
    TestStore store = kind.equals("sqlite") ? TestStore.sqlite() : TestStore.postgres();
    Database database = store.open(vertx, own);
    open.add(database);
    await(Migrations.apply(database, "service-kit"));
    return database;
  }

  private static void events(Database database, int from, int to) throws Exception {
    List<Map<String, Object>> rows = IntStream.range(from, to)
        .mapToObj(n -> Map.<String, Object>of("id", "e" + n, "body", "{\"ä'☂\\u0000\":" + n + "}"))
        .toList();
    await(database.transaction(
        client -> SqlTemplate.forUpdate(client, EVENT).executeBatch(rows).mapEmpty()));
  }

  private static void run(Database database, String statement) throws Exception {
    await(database.transaction(client -> client.query(statement).execute().mapEmpty()));
  }

  private static List<Copy> copy(Database database) throws Exception {
    return await(StoreSnapshot.of(database, store -> {
      Future<List<Copy>> all = Future.succeededFuture(new ArrayList<>());
      for (String table : store.tables()) {
        all = all.compose(copies -> store
            .lastIdentity(table)
            .compose(last -> rows(store.pages(table), new ArrayList<>())
                .map(rows -> new Copy(table, store.columns(table), last, rows)))
            .map(copy -> {
              copies.add(copy);
              return copies;
            }));
      }
      return all;
    }));
  }

  private static Future<List<List<Object>>> rows(
      StoreSnapshot.Pages pages, List<List<Object>> rows) {
    return pages.next().compose(more -> {
      more.forEach(row -> rows.add(row.stream().map(StoreBackupTest::plain).toList()));
      return more.isEmpty() ? Future.succeededFuture(rows) : rows(pages, rows);
    });
  }

  private static Object plain(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : String.valueOf(value);
  }

  private static Future<Void> fill(StoreRestore restore, List<Copy> copies) {
    Future<Void> done = Future.succeededFuture();
    for (Copy copy : copies) {
      done = done.compose(before -> restore.continueAfter(copy.table, copy.last));
      if (!copy.rows.isEmpty()) {
        done = done.compose(before -> restore.insert(
            copy.table,
            copy.columns,
            copy.rows.stream().<List<@Nullable Object>>map(ArrayList::new).toList()));
      }
    }
    return done;
  }

  private static Map<String, Integer> schema(Database database) throws Exception {
    return await(StoreSnapshot.of(database, store -> Future.succeededFuture(store.schema())));
  }

  @ParameterizedTest
  @CsvSource({"sqlite, postgres", "postgres, sqlite"})
  void everyRowArrivesAndNumbersGoOn(String from, String to) throws Exception {
    Database one = database(from);
    events(one, 0, EVENTS);
    run(one, "DELETE FROM event_log WHERE id = 'e%d'".formatted(EVENTS - 1));
    run(one, "INSERT INTO subscription (subscriber, types) VALUES ('theirs', 'a b')");
    Database other = database(to);
    run(other, "INSERT INTO subscription (subscriber, types) VALUES ('ours', 'c')");
    run(other, "INSERT INTO timer (id, owner, due_at, body) VALUES ('x', 'y', 1, 'z')");

    List<Copy> copies = copy(one);
    await(StoreRestore.into(other, schema(one), restore -> fill(restore, copies)));

    List<Copy> arrived = copy(other);
    assertThat(arrived)
        .filteredOn(copy -> !copy.table.equals("subscription"))
        .containsAll(
            copies.stream().filter(copy -> !copy.table.equals("subscription")).toList());
    assertThat(arrived)
        .filteredOn(copy -> copy.table.equals("subscription"))
        .singleElement()
        .satisfies(copy -> assertThat(copy.rows).hasSize(2));
    events(other, EVENTS, EVENTS + 1);
    long next = await(
            other.reader().query("SELECT MAX(position) FROM event_log").execute())
        .iterator()
        .next()
        .getLong(0);
    assertThat(next).isEqualTo(EVENTS + 1);
  }

  @ParameterizedTest
  @CsvSource({"sqlite", "postgres"})
  void aSnapshotDoesNotSeeWhatComesLater(String kind) throws Exception {
    Database database = database(kind);
    events(database, 0, 3);

    long seen = await(database.snapshot(before -> database
            .transaction(client ->
                SqlTemplate.forUpdate(client, EVENT).execute(Map.of("id", "late", "body", "{}")))
            .compose(stored -> before.query("SELECT COUNT(*) FROM event_log").execute())))
        .iterator()
        .next()
        .getLong(0);

    assertThat(seen).isEqualTo(3);
    assertThat(copy(database))
        .filteredOn(copy -> copy.table.equals("event_log"))
        .singleElement()
        .satisfies(copy -> assertThat(copy.rows).hasSize(4));
  }

  @ParameterizedTest
  @CsvSource({"sqlite", "postgres"})
  void anImportThatFailsLeavesNothing(String kind) throws Exception {
    Database one = database("sqlite");
    events(one, 0, 5);
    List<Copy> copies = copy(one);
    Database other = database(kind);
    List<Copy> before = copy(other);

    assertThatThrownBy(
            () -> await(StoreRestore.into(other, schema(one), restore -> fill(restore, copies)
                .compose(filled -> Future.failedFuture("killed here")))))
        .hasMessageContaining("killed here");

    assertThat(copy(other))
        .zipSatisfy(before, (copy, former) -> assertThat(copy.rows).isEqualTo(former.rows));
    await(StoreRestore.into(other, schema(one), restore -> fill(restore, copies)));
  }

  @Test
  void onlyAnEmptyStoreOfTheSameVersionIsFilled() throws Exception {
    Database used = database("sqlite");
    events(used, 0, 1);
    Map<String, Integer> schema = schema(used);
    Database fresh = database("sqlite");

    assertThatThrownBy(
            () -> await(StoreRestore.into(used, schema, restore -> fill(restore, List.of()))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("import into an empty one");
    assertThatThrownBy(() -> await(StoreRestore.into(
            fresh, Map.of("service-kit", 99), restore -> fill(restore, List.of()))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("made by a newer release");
    assertThatThrownBy(() -> await(StoreRestore.into(
            fresh, Map.of("service-kit", 1), restore -> fill(restore, List.of()))))
        .hasMessageContaining("made by an older release");
    assertThatThrownBy(() -> await(StoreRestore.into(
            fresh,
            schema,
            restore ->
                restore.insert("timer; DROP TABLE timer", List.of("id"), List.of(List.of("x"))))))
        .hasMessageContaining("this server does not know");
  }
}
