package io.evenkeel.model.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Every case of {@code conformance/jobexec-cases.yaml} that needs neither HTTP nor a cluster. */
class JobConformanceTest {

  /** What the init container does over HTTP: run by InitContainerTest of the job-executor. */
  private static final Set<String> NEED_HTTP = Set.of("fi-02", "fi-03", "fi-04");

  private static final Set<String> KNOWN_EXPECTATIONS = Set.of(
      "matching_actions",
      "jobs",
      "job_absent",
      "env_any_order_after",
      "env_json",
      "events",
      "handled",
      "config_error",
      "log_message",
      "log_entry",
      "requests_in_order",
      "lint");

  private static final Map<String, Object> FILE = file();

  @ParameterizedTest(name = "{0}")
  @MethodSource("ids")
  void answersAsTheOriginalDoes(String id) {
    Map<String, Object> given = find(id);
    Map<String, Object> expected = Json.object(given.get("expect"));
    assertThat(KNOWN_EXPECTATIONS).containsAll(expected.keySet());

    if (expected.containsKey("lint")) {
      assertThat(lintDifferences(given, expected)).isEmpty();
    } else {
      JobCase done = new JobCase(given, Json.object(FILE.get("defaults"))).run();
      assertThat(differences(expected, done)).isEmpty();
    }
  }

  @Test
  void onlyCasesThatNeedHttpAreLeftToOtherTests() {
    assertThat(cases().map(one -> one.get("id")).toList()).containsAll(List.copyOf(NEED_HTTP));
    assertThat(ids().count() + NEED_HTTP.size()).isEqualTo(cases().count());
  }

  static Stream<String> ids() {
    return cases().map(one -> Json.text(one.get("id"))).filter(id -> !NEED_HTTP.contains(id));
  }

  private static List<String> differences(Map<String, Object> expected, JobCase done) {
    List<String> differences = new ArrayList<>();
    compare(expected, "matching_actions", done.matching, differences);
    compare(expected, "requests_in_order", done.requests, differences);
    compare(expected, "config_error", done.configError, differences);
    compare(expected, "log_message", done.log, differences);
    compare(expected, "log_entry", JobConfigLookup.logEntry(done.event, done.log), differences);
    compare(withoutAbsentMembers(expected), "events", done.events, differences);
    if (Boolean.FALSE.equals(expected.get("handled"))) {
      differences.addAll(ExpectedSubset.differences(List.of(), done.events));
    }
    absentFromEvents(expected, done, differences);
    compareJobs(expected, done, differences);
    return differences;
  }

  private static void compare(
      Map<String, Object> expected, String name, Object actual, List<String> differences) {
    if (expected.containsKey(name)) {
      ExpectedSubset.differences(expected.get(name), actual)
          .forEach(difference -> differences.add(name + difference.substring(1)));
    }
  }

  private static Map<String, Object> withoutAbsentMembers(Map<String, Object> expected) {
    if (!expected.containsKey("events")) {
      return Map.of();
    }
    List<Map<String, Object>> events = new ArrayList<>();
    for (Object event : Json.list(expected.get("events"))) {
      Map<String, Object> members = new LinkedHashMap<>(Json.object(event));
      members.remove("data_absent");
      events.add(members);
    }
    return Map.of("events", events);
  }

  private static void absentFromEvents(
      Map<String, Object> expected, JobCase done, List<String> differences) {
    List<Object> events = Json.list(expected.get("events"));
    for (int index = 0; index < events.size(); index++) {
      Map<String, Object> data = Json.object(done.events.get(index).get("data"));
      Json.list(Json.object(events.get(index)).get("data_absent")).stream()
          .filter(data::containsKey)
          .forEach(member -> differences.add(member + " is there"));
    }
  }

  private static void compareJobs(
      Map<String, Object> expected, JobCase done, List<String> differences) {
    List<Object> anyOrder = Json.list(expected.get("env_any_order_after"));
    List<Map<String, Object>> jobs = new ArrayList<>(done.jobs);
    if (!anyOrder.isEmpty()) {
      List<Object> env = environment(jobs.get(0));
      int fixed = env.size() - anyOrder.size();
      assertThat(env.subList(fixed, env.size())).containsExactlyInAnyOrderElementsOf(anyOrder);
      jobs.set(0, withEnvironment(env.subList(0, fixed)));
    }
    compare(withoutEnvironmentMatcher(expected), "jobs", jobs, differences);
    Json.object(expected.get("env_json"))
        .forEach((name, value) -> differences.addAll(
            ExpectedSubset.differences(value, Json.parse(variable(done.jobs.get(0), name)))));
    Json.list(expected.get("job_absent")).forEach(path -> done.jobs.stream()
        .map(job -> present(job, Json.text(path)))
        .filter(value -> !value.isEmpty())
        .forEach(value -> differences.add(path + " is there: " + value)));
  }

  /** In one case the whole environment is a matcher; its content is compared by env_json. */
  private static Map<String, Object> withoutEnvironmentMatcher(Map<String, Object> expected) {
    return expected.containsKey("env_json") ? Map.of() : expected;
  }

  private static List<Object> environment(Map<String, Object> job) {
    Object pod = Json.at(job, "spec", "template", "spec");
    return Json.list(
        Json.object(Json.list(Json.object(pod).get("containers")).get(0)).get("env"));
  }

  private static Map<String, Object> withEnvironment(List<Object> env) {
    Map<String, Object> pod = Map.of("containers", List.of(Map.of("env", env)));
    return Map.of("spec", Map.of("template", Map.of("spec", pod)));
  }

  private static String variable(Map<String, Object> job, String name) {
    return environment(job).stream()
        .map(Json::object)
        .filter(variable -> name.equals(variable.get("name")))
        .map(variable -> Json.text(variable.get("value")))
        .findFirst()
        .orElseThrow();
  }

  private static String present(Map<String, Object> job, String path) {
    Object value = job;
    for (String name : path.substring(2).split("\\.", -1)) {
      value = Json.object(value).get(name);
    }
    return value == null ? "" : value.toString();
  }

  private static List<String> lintDifferences(
      Map<String, Object> given, Map<String, Object> expected) {
    Map<String, Object> lint = Json.object(expected.get("lint"));
    List<Object> arguments = Json.list(lint.get("args"));
    JobLint checked = JobLint.check(
        "FILE", Json.text(given.get("config")), arguments.contains("-allow-privileged-jobs"));
    return ExpectedSubset.differences(
        Map.of("exit", Objects.requireNonNull(lint.get("exit")), "stderr", lint.get("stderr")),
        Map.of("exit", (long) checked.exitCode(), "stderr", checked.message()));
  }

  private static Map<String, Object> find(String id) {
    return cases().filter(one -> id.equals(one.get("id"))).findFirst().orElseThrow();
  }

  private static Stream<Map<String, Object>> cases() {
    return Json.list(FILE.get("cases")).stream().map(Json::object);
  }

  private static Map<String, Object> file() {
    try (InputStream in =
        JobConformanceTest.class.getResourceAsStream("/conformance/jobexec-cases.yaml")) {
      return Json.freezeObject(new Yaml().<Map<String, Object>>load(in));
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
