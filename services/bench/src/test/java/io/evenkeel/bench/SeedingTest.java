package io.evenkeel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seeded store in front of the real product: does it take the rows for its own? */
class SeedingTest {

  private static final int SEQUENCES = 60;

  private final Vertx client = Vertx.vertx();
  private final Loop loop = new Loop(client);

  @AfterEach
  void stop() {
    client.close().await();
  }

  @Test
  void theProductListsWhatWasSeeded(@TempDir Path directory) {
    SeedPlan plan = new SeedPlan(SEQUENCES, 12 * SEQUENCES, 2, 2);
    List<Specimens.Specimen> specimens;
    try (BenchServer server = BenchServer.start(directory)) {
      Specimens product = new Specimens(server.workbench(client).api(), loop);
      product.createProject(SeedPlan.project(0), plan.serviceNames());
      product.createProject(SeedPlan.project(1), plan.serviceNames());
      specimens = product.run(12);
    }
    try (SqliteBulk store = new SqliteBulk(directory.resolve("evenkeel.db"))) {
      new Seeding(store).fillEnded(plan, specimens);
    }
    try (BenchServer server = BenchServer.start(directory)) {
      Workbench bench = server.workbench(client);
      assertThat(runs(bench, 0) + runs(bench, 1)).isEqualTo(SEQUENCES);
      assertThat(runs(bench, 0)).isGreaterThan(runs(bench, 1));
      everyEventOfARunIsItsOwn(bench);

      List<Figure> figures = new ListsScenario().run(bench);

      assertThat(figures).extracting(Figure::name).contains("seq", "events_root", "statistics");
      assertThat(figures).extracting(Figure::value).doesNotContain(Double.NaN);
      everyQueryAnswersWithWhatItCounts(bench);
      assertThat(new PollLoad(bench, 3).run()).extracting(Figure::name).contains("polls_cpu");
    }
  }

  @Test
  void runsThatWaitBehindOneAreMultipliedWithTheirOpenEvents(@TempDir Path directory) {
    SeedPlan plan = new SeedPlan(20, 20, 1, 2);
    Specimens.Waiting waiting;
    try (BenchServer server = BenchServer.start(directory)) {
      Specimens product = new Specimens(server.workbench(client).api(), loop);
      product.createProject(SeedPlan.project(0), plan.serviceNames());
      waiting = product.waiting();
    }
    try (SqliteBulk store = new SqliteBulk(directory.resolve("evenkeel.db"))) {
      new Seeding(store).fillWaiting(plan, waiting);
    }
    try (BenchServer server = BenchServer.start(directory)) {
      Workbench bench = server.workbench(client);
      String open = "/controlPlane/v1/event/triggered/sh.keptn.event.%s.triggered?project=%s";
      String project = SeedPlan.project(0);

      assertThat(total(bench, open.formatted("build", project))).isEqualTo(2);
      assertThat(total(bench, open.formatted("dev.hotfix", project))).isEqualTo(20);
      assertThat(get(bench, "/controlPlane/v1/sequence/" + project).encode())
          .contains("\"behind\"");
    }
  }

  private void everyEventOfARunIsItsOwn(Workbench bench) {
    String project = SeedPlan.project(0);
    JsonObject run = get(bench, "/controlPlane/v1/sequence/%s?pageSize=1".formatted(project))
        .getJsonArray("states")
        .getJsonObject(0);
    JsonObject events = get(
        bench,
        "/mongodb-datastore/event?pageSize=100&keptnContext=" + run.getString("shkeptncontext"));

    assertThat(events.getLong("totalCount")).isPositive();
    for (int index = 0; index < events.getLong("totalCount"); index++) {
      JsonObject data = events.getJsonArray("events").getJsonObject(index).getJsonObject("data");
      assertThat(data.getString("project")).isEqualTo(project);
      assertThat(data.getString("service")).isEqualTo(run.getString("service"));
    }
  }

  /** Asked for as many as there are, a list has as many elements as it says there are. */
  private void everyQueryAnswersWithWhatItCounts(Workbench bench) {
    ListQueries.of(bench.api(), loop).forEach((name, path) -> {
      JsonObject page = get(bench, path);
      for (String list : List.of("states", "sequenceExecutions", "events", "logs")) {
        boolean whole = page.containsKey(list)
            && String.valueOf(page.getValue("nextPageKey", "0")).equals("0");
        if (whole && page.containsKey("totalCount") && !path.contains("nextPageKey=")) {
          assertThat(page.getJsonArray(list).size())
              .as(name)
              .isEqualTo(page.getInteger("totalCount"));
        }
      }
    });
  }

  private long runs(Workbench bench, int project) {
    return total(
        bench, "/controlPlane/v1/sequence/%s?pageSize=1".formatted(SeedPlan.project(project)));
  }

  private long total(Workbench bench, String path) {
    return get(bench, path).getLong("totalCount", 0L);
  }

  private JsonObject get(Workbench bench, String path) {
    return loop.await(Duration.ofSeconds(20), () -> bench.api().get(path));
  }
}
