package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever came, was counted and was deleted: the number of a list is that of its elements. */
abstract class EventTotalsContract {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int EVENTS = 120;

  private final Vertx vertx = Vertx.vertx();
  private final Random random = new Random(42);
  private Database database;

  abstract TestStore emptyStore() throws Exception;

  @BeforeEach
  final void open(@TempDir Path directory) throws Exception {
    database = emptyStore().open(vertx, directory);
    await(Migrations.apply(database, "service-kit"));
    await(database.transaction(client -> client
        .query("CREATE TABLE keeper (project VARCHAR(9), context VARCHAR(9))")
        .execute()
        .mapEmpty()));
  }

  @AfterEach
  final void close() throws Exception {
    await(database.close());
    await(vertx.close());
  }

  @Test
  final void everyCountIsTheNumberOfEventsThatAreFoundAtEveryMoment() throws Exception {
    List<Step> steps = List.of(
        this::append,
        () -> EventTotals.update(database),
        this::append,
        () -> inTransaction("c1", EventLog::forget),
        this::append,
        () -> EventTotals.update(database),
        () -> EventTotals.update(database),
        () -> database
            .transaction(client -> new EventRetention("keeper")
                .prune(client, new Retention.Limit(Duration.ofSeconds(1), 0), aQuarter()))
            .mapEmpty(),
        () -> database
            .transaction(client -> EventLog.forgetProject(client, "q", 250, 20))
            .mapEmpty(),
        this::append,
        () -> EventTotals.update(database));
    for (int index = 0; index < steps.size(); index++) {
      await(steps.get(index).run());
      check("after step " + index);
    }
  }

  private static Instant aQuarter() {
    return START.plusSeconds(60 * EVENTS / 4);
  }

  private interface Step {
    Future<Void> run() throws Exception;
  }

  private interface Deletion {
    Future<Void> of(SqlClient client, String project, String context);
  }

  private Future<Void> inTransaction(String context, Deletion deletion) {
    return database.transaction(client -> deletion.of(client, "p", context));
  }

  private Future<Void> append() {
    List<KeptnEvent> events = new ArrayList<>();
    for (int index = 0; index < EVENTS; index++) {
      events.add(event(index));
    }
    return database.transaction(client -> {
      Future<Void> done = Future.succeededFuture();
      for (KeptnEvent event : events) {
        done = done.compose(before -> EventLog.append(client, event).mapEmpty());
      }
      return done;
    });
  }

  private KeptnEvent event(int index) {
    return KeptnEvent.of(
        "e-" + random.nextLong(),
        pick("sh.keptn.event.work.triggered", "sh.keptn.event.work.finished", "sh.keptn.log.error"),
        pick("one", "two"),
        START.plusSeconds(60L * index),
        pick("c1", "c2", "c3"),
        Map.of(
            "project",
            pick("p", "q", ""),
            "stage",
            pick("dev", "prod"),
            "service",
            pick("s", "t")));
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }

  private void check(String when) throws Exception {
    for (Map.Entry<String, EventQuery> query : queries().entrySet()) {
      int found = await(EventLog.find(database.reader(), query.getValue())).size();
      assertThat(await(EventLog.count(database.reader(), query.getValue())))
          .as("%s: %s", when, query.getKey())
          .isEqualTo(found);
    }
  }

  private static Map<String, EventQuery> queries() {
    EventQuery all = EventQuery.page(10_000, 0);
    Instant early = START.plusSeconds(60 * EVENTS / 10);
    Instant late = START.plusSeconds(60 * EVENTS * 9 / 10);
    Map<String, EventQuery> queries = new LinkedHashMap<>();
    queries.put("all", all);
    queries.put("project", all.project("p"));
    queries.put("unmapped", all.unmapped().keptnEvents());
    queries.put("scope", all.project("p").stage("dev").service("s").keptnEvents());
    queries.put("type", all.project("q").type("sh.keptn.event.work.finished").source("one"));
    queries.put("roots", all.project("p").roots());
    queries.put("context", all.project("p").context("c2"));
    queries.put("most since", all.project("p").stage("dev").after(early));
    queries.put("little since", all.project("p").stage("dev").after(late));
    queries.put("most before", all.project("p").keptnEvents().before(late));
    queries.put("little before", all.unmapped().before(early));
    queries.put("most between", all.project("q").after(early).before(late));
    queries.put("little between", all.project("q").after(early).before(early.plusSeconds(600)));
    queries.put("nothing between", all.project("q").after(late).before(early));
    return queries;
  }
}
