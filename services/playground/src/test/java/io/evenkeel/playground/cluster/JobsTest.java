package io.evenkeel.playground.cluster;

import static io.evenkeel.playground.cluster.RunningCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {

  @TempDir
  Path directory;

  private RunningCluster running;

  @BeforeEach
  void start() {
    running = new RunningCluster(directory);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void aJobThatSucceedsIsCompleteAndItsLogIsThere() {
    run("backoffLimit: 0", "echo hello\\necho world");
    await("it is complete", () -> hasCondition("Complete"));

    assertThat(status().getSucceeded()).isOne();
    assertThat(status().getCompletionTime()).isNotNull();
    assertThat(running.client.batch().v1().jobs().withName("work").getLog())
        .isEqualTo("hello\nworld\n");
    assertThat(running.client.pods().withName(podName()).tailingLines(1).getLog())
        .isEqualTo("world\n");
  }

  @Test
  void aJobThatFailsOnceTooOftenHasFailed() {
    run("backoffLimit: 1", "echo oh\\nexit 3");
    await("it has failed", () -> hasCondition("Failed"));

    assertThat(status().getFailed()).isEqualTo(2);
    assertThat(condition("Failed").getReason()).isEqualTo("BackoffLimitExceeded");
    assertThat(pods()).hasSize(2).allSatisfy(pod -> {
      assertThat(pod.getStatus().getPhase()).isEqualTo("Failed");
      assertThat(pod.getStatus().getContainerStatuses().get(0).getState().getTerminated())
          .satisfies(end -> {
            assertThat(end.getExitCode()).isEqualTo(3);
            assertThat(end.getReason()).isEqualTo("Error");
          });
    });
  }

  @Test
  void aJobThatRunsTooLongIsStopped() {
    run("{backoffLimit: 0, activeDeadlineSeconds: 1}", "hang");
    await("it has failed", () -> hasCondition("Failed"));

    assertThat(condition("Failed").getReason()).isEqualTo("DeadlineExceeded");
    await("its pod is gone", () -> pods().isEmpty());
  }

  @Test
  void completionsRunSideBySide() {
    run("{completions: 3, parallelism: 2}", "hang");
    await("two run", () -> running.runtime.running.size() == 2 && status().getActive() == 2);
    running.runtime.running.values().forEach(container -> container.end(0));
    await("the third runs", () -> running.runtime.running.size() == 3);
    running.runtime.running.values().forEach(container -> container.end(0));

    await("it is complete", () -> hasCondition("Complete"));
    assertThat(status().getSucceeded()).isEqualTo(3);
  }

  @Test
  void aSuspendedJobWaitsUntilItIsResumed() {
    run("suspend: true", "echo done");
    await("it is suspended", () -> hasCondition("Suspended"));
    assertThat(pods()).isEmpty();

    running.client.batch().v1().jobs().withName("work").edit(job -> job.edit()
        .editSpec()
        .withSuspend(false)
        .endSpec()
        .build());

    await("it is complete", () -> hasCondition("Complete"));
  }

  @Test
  void aFinishedJobGoesWhenItsTimeIsOver() {
    run("ttlSecondsAfterFinished: 1", "echo done");

    await("it has run", () -> !running.runtime.requests.isEmpty());
    await(
        "it and its pod are gone",
        () -> pods().isEmpty()
            && running.client.batch().v1().jobs().withName("work").get() == null);
  }

  @Test
  void aLogIsFollowedToItsEnd() {
    run("backoffLimit: 0", "echo first\\nhang");
    await("it runs", () -> running.runtime.running.size() == 1);
    ByteArrayOutputStream heard = new ByteArrayOutputStream();

    var watch = running.client.pods().withName(podName()).watchLog(heard);
    await("the first line is heard", () -> text(heard).equals("first\n"));
    running.runtime.running.values().forEach(container -> {
      container.print("second");
      container.end(0);
    });
    await("the second line is heard", () -> text(heard).equals("first\nsecond\n"));
    watch.close();
  }

  @Test
  void anInitContainerThatFailsEndsTheJob() {
    running.apply("""
        apiVersion: batch/v1
        kind: Job
        metadata: {name: work}
        spec:
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never
              initContainers: [{name: first, image: sh, args: ["exit 9"]}]
              containers: [{name: main, image: sh}]
        """);
    await("it has failed", () -> hasCondition("Failed"));

    assertThat(running.runtime.requestOf("main")).isEmpty();
    assertThat(pods()
            .get(0)
            .getStatus()
            .getInitContainerStatuses()
            .get(0)
            .getState()
            .getTerminated()
            .getExitCode())
        .isEqualTo(9);
  }

  private void run(String spec, String script) {
    running.apply(
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: work}
        spec:
          template:
            spec:
              restartPolicy: Never
              terminationGracePeriodSeconds: 1
              containers: [{name: main, image: sh, args: ["%s"]}]
        """.formatted(script).replace("spec:\n  template", "spec:\n" + flat(spec) + "  template"));
  }

  /** {@code {a: 1, b: 2}} as lines of a block. */
  private static String flat(String spec) {
    StringBuilder lines = new StringBuilder();
    for (String entry : spec.replaceAll("[{}]", "").split(",", -1)) {
      lines.append("  ").append(entry.strip()).append('\n');
    }
    return lines.toString();
  }

  private JobStatus status() {
    return running.client.batch().v1().jobs().withName("work").get().getStatus();
  }

  private boolean hasCondition(String type) {
    return status().getConditions().stream()
        .anyMatch(condition ->
            condition.getType().equals(type) && condition.getStatus().equals("True"));
  }

  private JobCondition condition(String type) {
    return status().getConditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private List<Pod> pods() {
    return running.client.pods().withLabel("job-name", "work").list().getItems();
  }

  private String podName() {
    return pods().get(0).getMetadata().getName();
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
