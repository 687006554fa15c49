package io.evenkeel.approval;

import static io.evenkeel.testkit.TestPlatform.await;
import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real store and mesh: what is in the log after an approval was triggered. */
class ApprovalVerticleTest {

  private static final String STARTED = "sh.keptn.event.approval.started";
  private static final String FINISHED = "sh.keptn.event.approval.finished";
  private static final Map<String, Object> AUTOMATIC =
      Map.of("pass", "automatic", "warning", "automatic");

  @TempDir
  Path directory;

  private TestPlatform platform;

  @BeforeEach
  void open() {
    platform = TestPlatform.open(directory);
    await(platform.vertx().deployVerticle(new ApprovalVerticle(platform.platform())));
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void approvesAtOnceWhenTheStrategyIsAutomatic() {
    platform.publish(triggered("a", Map.of("result", "warning", "approval", AUTOMATIC)));

    KeptnEvent started = platform.awaitEvent("a", STARTED);
    KeptnEvent finished = platform.awaitEvent("a", FINISHED);

    assertThat(started.data())
        .isEqualTo(withScope(Map.of(
            "status", "succeeded",
            "message", "Approval strategy for result 'warning': automatic")));
    assertThat(finished.data())
        .isEqualTo(withScope(Map.of("status", "succeeded", "result", "pass")));
    assertThat(List.of(started, finished)).allSatisfy(answer -> {
      assertThat(answer.source()).isEqualTo("approval-service");
      assertThat(answer.triggeredId()).isEqualTo("trigger-a");
      assertThat(answer.specVersion()).isEqualTo("0.2.4");
      assertThat(answer.gitCommitId()).isEmpty();
    });
  }

  @Test
  void leavesTheApprovalOpenWhenTheStrategyIsManual() {
    platform.publish(triggered("m", Map.of("result", "pass")));
    platform.publish(triggered("m", "second", Map.of("result", "fail")));

    // The second is handled after the first, so its answer shows that the first has no more.
    platform.awaitEvent("m", FINISHED);

    assertThat(answersTo("m", "trigger-m")).extracting(KeptnEvent::type).containsExactly(STARTED);
  }

  @Test
  void answersDataItCannotReadAsErrored() {
    platform.publish(triggered("e", Map.of("labels", Map.of("build", 7))));

    KeptnEvent finished = platform.awaitEvent("e", FINISHED);

    assertThat(finished.data())
        .containsEntry("status", "errored")
        .containsEntry("result", "fail")
        .containsEntry(
            "message", "Could not read the approval: data.labels must be an object of strings");
    assertThat(answersTo("e", "trigger-e")).hasSize(2);
  }

  @Test
  void anEventOfNoRunGetsNoAnswer() {
    platform.publish(triggered("", "lonely", Map.of("result", "fail")));
    platform.publish(triggered("later", Map.of("result", "fail")));

    platform.awaitEvent("later", FINISHED);

    List<KeptnEvent> seen = awaitUntil(() -> platform.events(""), events -> !events.isEmpty());
    assertThat(seen).noneMatch(event -> event.triggeredId().equals("lonely"));
  }

  private List<KeptnEvent> answersTo(String context, String triggeredId) {
    return platform.events(context).stream()
        .filter(event -> event.triggeredId().equals(triggeredId))
        .toList();
  }

  private static KeptnEvent triggered(String context, Map<String, Object> members) {
    return triggered(context, "trigger-" + context, members);
  }

  private static KeptnEvent triggered(String context, String id, Map<String, Object> members) {
    return KeptnEvent.of(
        id, ApprovalVerticle.TRIGGERED, "test", Instant.now(), context, withScope(members));
  }

  private static Map<String, Object> withScope(Map<String, Object> members) {
    Map<String, Object> data = new HashMap<>(
        Map.of("project", "shop", "stage", "prod", "service", "cart", "labels", Map.of("l", "v")));
    data.putAll(members);
    return data;
  }
}
