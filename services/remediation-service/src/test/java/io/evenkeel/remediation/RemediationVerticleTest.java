package io.evenkeel.remediation;

import static io.evenkeel.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real store, mesh and bus; the resource-service is a few lines that answer for it. */
class RemediationVerticleTest {

  private static final String FINISHED = "sh.keptn.event.get-action.finished";
  private static final String FILE = """
      apiVersion: spec.keptn.sh/0.1.4
      spec:
        remediations:
        - problemType: slow
          actionsOnOpen:
          - {name: Scale up, action: scale, value: "2"}
      """;

  @TempDir
  Path directory;

  private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();
  private TestPlatform platform;

  @BeforeEach
  void open() {
    platform = TestPlatform.open(directory);
    await(platform.platform().api().serve("resource-service", Map.of("getResource", this::file)));
    await(platform.vertx().deployVerticle(new RemediationVerticle(platform.platform())));
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void answersWithTheActionAndTheNextIndex() {
    platform.publish(triggered("found", "cart", Map.of("result", "fail")).withGitCommitId("abc"));

    KeptnEvent finished = platform.awaitEvent("found", FINISHED);

    assertThat(finished.data())
        .isEqualTo(Map.of(
            "project",
            "shop",
            "stage",
            "prod",
            "service",
            "cart",
            "status",
            "succeeded",
            "result",
            "pass",
            "action",
            Map.of("name", "Scale up", "action", "scale", "value", "2"),
            "get-action",
            Map.of("actionIndex", 1L)));
    assertThat(finished.triggeredId()).isEqualTo("trigger-found");
    assertThat(finished.gitCommitId()).isEmpty();
    assertThat(requests)
        .containsExactly(new ApiRequest(
            "getResource",
            Map.of(
                "project", "shop", "stage", "prod", "service", "cart", "uri", "remediation.yaml"),
            Map.of("gitCommitID", "abc"),
            ""));
    KeptnEvent started = platform.awaitEvent("found", "sh.keptn.event.get-action.started");
    assertThat(started.data()).containsEntry("result", "fail").doesNotContainKey("problem");
  }

  @Test
  void aFileThatIsNotThereIsAnError() {
    platform.publish(triggered("missing", "other", Map.of()));

    assertThat(platform.awaitEvent("missing", FINISHED).data())
        .containsEntry("status", "errored")
        .containsEntry(
            "message", "Could not get remediation.yaml file for services other in stage prod.");
  }

  @Test
  void dataThatCannotBeReadIsAnError() {
    platform.publish(triggered("odd", "cart", Map.of("get-action", "first")));

    assertThat(platform.awaitEvent("odd", FINISHED).data())
        .containsEntry("status", "errored")
        .containsEntry("message", "Could not decode input event data");
    assertThat(requests).isEmpty();
  }

  private Future<ApiResponse> file(ApiRequest request) {
    requests.add(request);
    byte[] content = FILE.getBytes(StandardCharsets.UTF_8);
    return Future.succeededFuture(
        request.path("service").equals("cart")
            ? ApiResponse.json(
                200, Map.of("resourceContent", Base64.getEncoder().encodeToString(content)))
            : ApiResponse.error(404, "Resource not found"));
  }

  private static KeptnEvent triggered(String context, String service, Map<String, Object> members) {
    Map<String, Object> data = new HashMap<>(Map.of(
        "project",
        "shop",
        "stage",
        "prod",
        "service",
        service,
        "problem",
        Map.of("ProblemTitle", "slow")));
    data.putAll(members);
    return KeptnEvent.of(
        "trigger-" + context, RemediationVerticle.TRIGGERED, "test", Instant.now(), context, data);
  }
}
