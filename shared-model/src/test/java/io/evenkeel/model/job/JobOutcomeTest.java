package io.evenkeel.model.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobOutcomeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Failed|BackoffLimitExceeded|job j failed. Reason: BackoffLimitExceeded, Message: m",
        "Failed|DeadlineExceeded|job j failed: job deadline exceeded",
        "Suspended|JobSuspended|job j was suspended. Reason: JobSuspended, Message: m",
      })
  void saysWhyAJobFailed(String type, String reason, String text) {
    JobOutcome outcome = of(List.of(condition(type, "True", reason))).orElseThrow();

    assertThat(outcome.message("t")).isEqualTo("Error while creating job: " + text);
  }

  @Test
  void theFirstConditionThatHoldsDecides() {
    assertThat(
            of(List.of(condition("FailureTarget", "True", "x"), condition("Complete", "True", ""))))
        .hasValueSatisfying(outcome -> assertThat(outcome.succeeded()).isTrue());
    assertThat(of(List.of(condition("Suspended", "False", "JobResumed")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"300,5m0s", "0,0s", "90,1m30s", "3600,1h0m0s", "59,59s", "-5,-5s"})
  void saysHowLongItWaited(long seconds, String duration) {
    assertThat(JobOutcome.timedOut("j", seconds, "").text())
        .isEqualTo("Error while creating job: polling for job j timing out after " + duration
            + ": max poll count reached for job");
  }

  @Test
  void logsAndWarningsFollowTheReason() {
    List<Map<String, Object>> events = List.of(
        Map.of("reason", "FailedCreate", "message", "quota"),
        Map.of("reason", "SuccessfulCreate", "message", "ok"));

    JobOutcome outcome = JobOutcome.of(
            "j", List.of(condition("Failed", "True", "R")), "log", JobOutcome.failedEvents(events))
        .orElseThrow();

    assertThat(outcome.message("t"))
        .isEqualTo("Error while creating job: job j failed. Reason: R, Message: m\n\n"
            + "FailedCreate: quota\n\nLogs: \nlog");
  }

  @Test
  void initLogsAppearOnlyWhenSomethingWentWrong() {
    ContainerLog init = new ContainerLog("p", "i", true, "Completed", "", 0, "copied");
    ContainerLog good = new ContainerLog("p", "c", false, "Completed", "", 0, "fine");
    ContainerLog bad = new ContainerLog("p", "c", false, "Error", "", 3, "oh");
    ContainerLog told = new ContainerLog("p", "d", false, "Error", "no disk", 1, "ah");
    ContainerLog quiet = new ContainerLog("p", "e", false, "Error", "", 1, "");

    assertThat(ContainerLog.render(List.of(good, init)))
        .isEqualTo("Container c of pod p:\nfine\n\n");
    assertThat(ContainerLog.render(List.of(bad, told, quiet, init))).isEqualTo("""
            Container i of pod p:
            copied

            Container c of pod p terminated with an error (Reason: Error, ExitCode: 3):
            oh

            Container d of pod p terminated with an error (Reason: Error, Message: no disk):
            ah

            """);
  }

  @Test
  void longLogsLoseTheirBeginningBetweenCharacters() {
    String output = "ü".repeat(ContainerLog.LIMIT);

    String rendered =
        ContainerLog.render(List.of(new ContainerLog("p", "c", false, "Completed", "", 0, output)));

    assertThat(rendered).startsWith("[the first ").endsWith("ü\n\n").doesNotContain("\uFFFD");
    assertThat(rendered.length())
        .isBetween(ContainerLog.LIMIT / 2 - 10, ContainerLog.LIMIT / 2 + 50);
  }

  private static Optional<JobOutcome> of(List<Map<String, Object>> conditions) {
    return JobOutcome.of("j", conditions, "", "");
  }

  private static Map<String, Object> condition(String type, String status, String reason) {
    return Map.of("type", type, "status", status, "reason", reason, "message", "m");
  }
}
