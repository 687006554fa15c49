package io.evenkeel.jobexecutor;

import static io.evenkeel.jobexecutor.JobFixtures.ID;
import static io.evenkeel.jobexecutor.JobFixtures.config;
import static io.evenkeel.jobexecutor.JobFixtures.task;
import static io.evenkeel.testkit.TestPlatform.await;
import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a {@code job/config.yaml} is looked for, and what happens when there is none to use. */
class JobConfigLookupTest {

  @TempDir
  private Path directory;

  private TestCluster cluster;
  private ExecutorNode node;

  @BeforeEach
  void start() {
    cluster = new TestCluster(directory.resolve("cluster"));
    node = new ExecutorNode(directory, cluster.environment());
  }

  @AfterEach
  void stop() {
    node.close();
    cluster.close();
  }

  @Test
  void theFileIsLookedForAtTheStageAndTheProjectToo() {
    node.files.put("shop", config(task("one", "test/echo", "from the project")));

    assertThat(node.finished(node.trigger(ID, "test", Map.of())).message())
        .contains("from the project");
  }

  @Test
  void aResourceServiceThatIsOutOfOrderIsAskedAgain() {
    node.files.put("shop", config(task("one", "test/echo", "from the project")));
    node.files.put("shop/prod/carts", config(task("one", "test/echo", "from the service")));
    node.failures.put("shop/prod/carts", 503);
    KeptnEvent triggered = node.trigger(ID, "test", Map.of());
    awaitUntil(() -> node.asked.get(), asked -> asked >= 2);

    node.failures.clear();

    assertThat(node.finished(triggered).message()).contains("from the service");
  }

  @Test
  void anEventWithoutAMatchingActionIsLeftToOthers() {
    node.files.put("shop/prod/carts", config(task("one", "test/echo", "x")));
    KeptnEvent unmatched = node.trigger("e-1", "release", Map.of());
    node.finished(node.trigger(ID, "test", Map.of()));

    assertThat(node.types(unmatched)).containsExactly("sh.keptn.event.release.triggered");
  }

  @Test
  void anInvalidFileAnswersNothing() {
    node.files.put("shop/prod/carts", "apiVersion: v2\nactoins: []\n");
    KeptnEvent unmatched = node.trigger("e-1", "test", Map.of());
    awaitUntil(() -> node.asked.get(), asked -> asked >= 1);
    node.files.put("shop/prod/carts", config(task("one", "test/echo", "x")));
    node.finished(node.trigger(ID, "test", Map.of()));

    assertThat(node.types(unmatched)).containsExactly("sh.keptn.event.test.triggered");
  }

  @Test
  void whatIsWrongWithAnInvalidFileIsReportedForEveryRegistration() {
    List<String> reports = new CopyOnWriteArrayList<>();
    await(node.platform
        .platform()
        .api()
        .serve(
            "shipyard-controller",
            Map.of(
                "getRegistrations",
                    request -> Future.succeededFuture(
                        new ApiResponse(200, "[{\"id\":\"r1\"},{\"id\":\"r2\"}]")),
                "createLogEntries",
                    request -> {
                      reports.add(request.body());
                      return Future.succeededFuture(new ApiResponse(200, "{}"));
                    })));
    node.files.put("shop/prod/carts", "apiVersion: v2\nactoins: []\n");

    node.trigger(ID, "test", Map.of());
    List<Object> logs = awaitUntil(() -> reports, found -> !found.isEmpty()).stream()
        .flatMap(body -> Json.list(Json.parseObject(body).get("logs")).stream())
        .map(Object.class::cast)
        .toList();

    assertThat(logs)
        .extracting(entry -> Json.object(entry).get("integrationid"))
        .containsExactly("r1", "r2");
    assertThat(Json.object(logs.get(0)))
        .containsEntry("task", "test")
        .containsEntry("shkeptncontext", "ctx-" + ID);
    assertThat(Json.text(Json.object(logs.get(0)).get("message")))
        .startsWith("could not retrieve config for job-executor-service: error parsing job");
  }
}
