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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever came, was counted and was deleted: the number of a list is that of its elements. */
abstract class EventTotalsContract {

  /** Days before 1970 have numbers below zero. */
  private static final Instant START = Instant.parse("1969-12-29T07:30:00Z");

  private static final Duration STEP = Duration.ofHours(1);
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

  @Test
  final void aPageFarFromTheFirstIsFoundByTheNumbersOfWholeDays() throws Exception {
    await(append());
    await(EventTotals.update(database));
    checkPages("counted");
    await(append());
    checkPages("half of it counted");
    EventQuery last = EventQuery.page(10, 110).project("");
    EventQuery rest = await(EventCounts.skipDays(database.reader(), last));
    assertThat(rest.offset()).as("what is left to pass over").isLessThan(2 * 24);
  }

  private static Instant aQuarter() {
    return at(EVENTS / 4);
  }

  private static Instant at(int step) {
    return START.plus(STEP.multipliedBy(step));
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
        at(index),
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
    for (Map.Entry<String, EventQuery> query : queries(0).entrySet()) {
      int found = await(EventLog.find(database.reader(), query.getValue())).size();
      assertThat(await(EventLog.count(database.reader(), query.getValue())))
          .as("%s: %s", when, query.getKey())
          .isEqualTo(found);
    }
  }

  private void checkPages(String when) throws Exception {
    Map<String, EventQuery> all = queries(0);
    for (int offset = 0; offset < 2 * EVENTS; offset += 7) {
      for (Map.Entry<String, EventQuery> query : queries(offset).entrySet()) {
        EventQuery rest = await(EventCounts.skipDays(database.reader(), query.getValue()));
        EventQuery whole = Objects.requireNonNull(all.get(query.getKey()));
        assertThat(await(EventLog.page(database.reader(), rest)))
            .as("%s: %s from %d on", when, query.getKey(), offset)
            .isEqualTo(await(EventLog.page(database.reader(), whole)).stream()
                .skip(offset)
                .toList());
      }
    }
  }

  private static Instant midnight(int day) {
    return START.truncatedTo(ChronoUnit.DAYS).plus(day, ChronoUnit.DAYS);
  }

  private static Map<String, EventQuery> queries(int offset) {
    EventQuery all = EventQuery.page(10_000, offset);
    Instant early = at(EVENTS / 10);
    Instant late = at(EVENTS * 9 / 10);
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
    queries.put(
        "little between", all.project("q").after(early).before(early.plus(Duration.ofHours(2))));
    queries.put("a day between", all.project("q").after(early).before(at(EVENTS / 2)));
    queries.put("whole days", all.project("p").after(midnight(1)).before(midnight(4)));
    queries.put("just not whole", all.after(midnight(1).minusMillis(1)).before(midnight(3)));
    queries.put("nothing between", all.project("q").after(late).before(early));
    return queries;
  }
}
