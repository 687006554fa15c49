package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.await;
import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Integrations that wait for work instead of asking again and again; one sequence per test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongPollTest {

  private static final String STAGES = """
      - name: dev
        sequences:
          - {name: a, tasks: [{name: wake}]}
          - {name: b, tasks: [{name: other}]}
          - {name: c, tasks: [{name: twice}]}
          - {name: d, tasks: [{name: plain}]}
      """;

  private World world;

  @BeforeAll
  void start(@TempDir Path directory) {
    world = new World(directory, Map.of());
    assertThat(world.createProject(STAGES).status()).isEqualTo(201);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void anEventThatOpensEndsTheWait() {
    Future<ApiResponse> poll = poll("wake", Map.of("wait", "20s", "service", "one"));

    String context = world.trigger("dev.a", "one", Map.of());

    assertThat(events(await(poll))).singleElement().satisfies(event -> assertThat(
            Json.object(event))
        .containsEntry("shkeptncontext", context));
  }

  @Test
  void anEventOfAnotherTypeOrServiceDoesNot() {
    Future<ApiResponse> poll = poll("other", Map.of("wait", "1500ms", "service", "mine"));

    world.task(world.trigger("dev.a", "mine", Map.of()), "wake");
    world.task(world.trigger("dev.b", "yours", Map.of()), "other");

    assertThat(poll.isComplete()).isFalse();
    assertThat(await(poll))
        .isEqualTo(new ApiResponse(200, "{\"events\":[],\"nextPageKey\":\"0\"}"));
  }

  @Test
  void whatIsKnownAlreadyIsNotWaitedFor() {
    KeptnEvent first = world.task(world.trigger("dev.c", "s1", Map.of()), "twice");
    awaitUntil(() -> world.open("twice").size(), size -> size == 1);
    Future<ApiResponse> poll = poll("twice", Map.of("wait", "20s", "known", "x," + first.id()));

    KeptnEvent second = world.task(world.trigger("dev.c", "s2", Map.of()), "twice");

    assertThat(events(await(poll)))
        .singleElement()
        .satisfies(event -> assertThat(Json.object(event)).containsEntry("id", second.id()));
  }

  @Test
  void withoutWaitAndWithEventsTheAnswerComesAtOnce() {
    assertThat(events(await(poll("plain", Map.of())))).isEmpty();
    world.task(world.trigger("dev.d"), "plain");
    awaitUntil(() -> world.open("plain").size(), size -> size == 1);

    long before = System.nanoTime();
    assertThat(events(await(poll("plain", Map.of("wait", "20"))))).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aWaitThatIsNoDurationIsRefused() {
    assertThat(await(poll("plain", Map.of("wait", "soon"))))
        .isEqualTo(ApiResponse.error(
            400,
            "Invalid request format: wait must be a duration like 20s or 500ms, not \"soon\""));
  }

  @Test
  void nobodyWaitsInAnUnknownProject() {
    assertThat(await(poll("plain", Map.of("wait", "20s", "project", "ghost"))).message())
        .isEqualTo("project not found");
  }

  private Future<ApiResponse> poll(String task, Map<String, String> query) {
    Map<String, String> all = new HashMap<>(Map.of("project", World.PROJECT));
    all.putAll(query);
    return world
        .platform()
        .platform()
        .api()
        .call(
            "shipyard-controller",
            new ApiRequest(
                "getOpenTriggeredEvents",
                Map.of("eventType", "sh.keptn.event." + task + ".triggered"),
                all,
                ""));
  }

  private static List<Object> events(ApiResponse answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Json.list(answer.object().get("events")).stream()
        .map(Object.class::cast)
        .toList();
  }
}
