package io.evenkeel.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.job.JobReport.ActionResult;
import io.evenkeel.model.job.JobReport.TaskResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobManifestTest {

  private static final String TASK =
      "apiVersion: v2\nactions:\n- name: A\n  events: [{name: ''}]\n  tasks:\n  - name: t\n    ";
  private static final KeptnEvent EVENT = event("F2b8_78d3");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "resources: {requests: {memory: x}} | unable to create resource requirements for task t:"
            + " unable to parse resource requests requirement: unable to parse memory"
            + " quantity 'x': ",
        "securityContext: {privileged: true} | privileged containers are not allowed",
        "securityContext: {seccompProfile: {}} | securityContext.seccompProfile of task"
            + " t has no type",
        "env: [{name: A, value: $.data.m, valueFrom: event}] | could not prepare env for job"
            + " job-executor-service-job-f2b8-78d3-000-001: could not add env with name 'A', value"
            + " '$.data.m', valueFrom 'event': unknown key m",
        "env: [{name: S, valueFrom: secret}] | could not prepare env for job"
            + " job-executor-service-job-f2b8-78d3-000-001: could not add env with name S,"
            + " valueFrom secret: secrets \"S\" not found",
        "env: [{name: A}] | could not prepare env for job"
            + " job-executor-service-job-f2b8-78d3-000-001: could not add env with name A,"
            + " unknown valueFrom ",
      })
  void saysWhyAJobCannotBeMade(String member, String reason) {
    assertThatThrownBy(() -> manifest(TASK + member, Map.of()))
        .isInstanceOf(JobCreationException.class)
        .hasMessageStartingWith(reason == null ? "" : reason);
  }

  @Test
  void resourcesThatAreThereReplaceTheDefaultsOfTheJobAlone() {
    Map<String, Object> manifest = manifest(TASK + "resources: {}", Map.of("LIMITS_CPU", "0.5"));

    assertThat(container(manifest, "containers").get("resources")).isEqualTo(Map.of());
    assertThat(container(manifest, "initContainers").get("resources"))
        .isEqualTo(Map.of("limits", Map.of("cpu", "500m")));
  }

  @Test
  void anEmptyServiceAccountLeavesTheChoiceToTheNamespace() {
    Map<String, Object> manifest = manifest(TASK + "serviceAccount: ''", Map.of());

    assertThat(Json.object(Json.at(manifest, "spec", "template", "spec")))
        .doesNotContainKey("serviceAccountName");
  }

  @Test
  void aDeadlineIsSetOnlyWhenPositive() {
    JobSettings settings = settings(Map.of("TASK_DEADLINE_SECONDS", "30"));
    JobPlan plan = JobPlan.of(JobConfig.parse(TASK + "image: a"), EVENT);
    JobPlan.Job job = plan.jobs(plan.actions().get(0)).get(0);

    Map<String, Object> manifest = JobManifest.of(settings, plan, job, Map.of());

    assertThat(Json.at(manifest, "spec", "activeDeadlineSeconds")).isEqualTo(30L);
  }

  @ParameterizedTest
  @CsvSource({
    "Run unit tests,Run_unit_tests",
    "deploy (blue/green),deploy_blue_green",
    "!!!,''",
    "-x-,x"
  })
  void labelsGetOnlyCharactersTheyMayHave(String name, String label) {
    assertThat(JobManifest.labelValue(name)).isEqualTo(label);
    assertThat(JobManifest.labelValue(name.repeat(30))).hasSizeLessThanOrEqualTo(63);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALLOW_PRIVILEGED_JOBS|maybe|ALLOW_PRIVILEGED_JOBS must be true or false, not \"maybe\"",
        "TASK_DEADLINE_SECONDS|soon|TASK_DEADLINE_SECONDS must be a whole number of seconds",
        "DEFAULT_RESOURCE_LIMITS_CPU|much|unable to parse resource limits requirement",
        "ALLOWED_IMAGE_LIST|[|failed to generate the allowlist",
        "JOB_NAMESPACE|''|JOB_NAMESPACE is not set",
      })
  void settingsThatMakeNoSenseAreRefused(String name, String value, String reason) {
    assertThatThrownBy(() -> settings(Map.of(name, value))).hasMessageStartingWith(reason);
  }

  @Test
  void filesOfTheInstallationAreChecked() {
    Map<String, String> environment = Map.of("JOB_NAMESPACE", "jes");

    assertThatThrownBy(() -> JobSettings.read(environment, "{\"Privileged\": true}", "{}", ""))
        .hasMessage("privileged containers are not allowed");
    assertThatThrownBy(() -> JobSettings.read(environment, "{", "{}", ""))
        .hasMessageStartingWith("job-defaultSecurityContext.json: ");
    assertThatThrownBy(() -> JobSettings.read(environment, "{}", "{}", "a: 1"))
        .hasMessageStartingWith("job-labels.yaml: a: \"1\" is not a valid label value");
    assertThatThrownBy(() -> JobSettings.read(environment, "{}", "{}", "a b: c"))
        .hasMessage("job-labels.yaml: \"a b\" is not a valid label name");
  }

  @Test
  void theFirstFailureOfAnyActionThatIsNotSilentMakesTheTaskFail() {
    JobAction loud = new JobAction("loud", false, List.of(), List.of());
    JobAction silent = new JobAction("silent", true, List.of(), List.of());
    TaskResult good = new TaskResult("g", JobOutcome.succeeded("log"));
    TaskResult bad = new TaskResult("b", JobOutcome.noCluster("refused"));

    Map<String, Object> failed = finished(
        List.of(new ActionResult(loud, List.of(good)), new ActionResult(loud, List.of(good, bad))));
    Map<String, Object> passed = finished(List.of(
        new ActionResult(silent, List.of(bad)), new ActionResult(loud, List.of(good, good))));

    assertThat(failed)
        .containsEntry("message", "Error while connecting to cluster: refused")
        .containsEntry("result", "fail")
        .containsEntry("labels", Map.of("l", "v"));
    String message = "Task 'g' finished successfully!\n\nLogs:\nlog\n\n";
    assertThat(passed)
        .containsEntry("message", message + message)
        .doesNotContainKeys("labels", "test");
  }

  @Test
  void lintWarnsOfWhatWillNotDoWhatItSays() {
    String config = """
        apiVersion: v2
        actions:
        - {name: A, events: [{name: '(?=x)', jsonpath: {property: '$.a b'}}]}
        - name: A
          tasks:
          - {name: t, env: [{name: E, valueFrom: file}, {name: F, valueFrom: event}]}
          - {name: t, image: i, resources: {limits: {cpu: x}}}
        """;

    JobLint lint = JobLint.check("f.yaml", config, false);

    assertThat(lint.exitCode()).isZero();
    assertThat(lint.message()).isEqualTo("config f.yaml is valid");
    assertThat(lint.warnings()).hasSize(8);
    assertThat(JobLint.check("f", "apiVersion: v1", false).message())
        .isEqualTo("error parsing apiVersion: v1: apiVersion v1 is not supported, use v2");
    String privileged = TASK + "securityContext: {privileged: true}";
    assertThat(JobLint.check("f", privileged, false).exitCode()).isEqualTo(1);
    assertThat(JobLint.check("f", privileged, true).exitCode()).isZero();
  }

  private static Map<String, Object> finished(List<ActionResult> results) {
    return JobReport.finished(EVENT, results, Instant.EPOCH, Instant.EPOCH);
  }

  private static Map<String, Object> manifest(String config, Map<String, String> resources) {
    Map<String, String> environment = new HashMap<>();
    resources.forEach((name, value) -> environment.put("DEFAULT_RESOURCE_" + name, value));
    JobPlan plan = JobPlan.of(JobConfig.parse(config), EVENT);
    JobPlan.Job job = plan.jobs(plan.actions().get(0)).get(0);
    return JobManifest.of(settings(environment), plan, job, Map.of());
  }

  private static JobSettings settings(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(Map.of("JOB_NAMESPACE", "jes"));
    all.putAll(environment);
    return JobSettings.read(all, "{}", "{}", "");
  }

  private static Map<String, Object> container(Map<String, Object> manifest, String kind) {
    Object pod = Json.at(manifest, "spec", "template", "spec");
    return Json.object(Json.list(Json.object(pod).get(kind)).get(0));
  }

  private static KeptnEvent event(String id) {
    Map<String, Object> data =
        Map.of("project", "p", "stage", "s", "service", "v", "labels", Map.of("l", "v"));
    return KeptnEvent.of(
        id, "sh.keptn.event.deployment.triggered", "test", Instant.EPOCH, "context", data);
  }
}
