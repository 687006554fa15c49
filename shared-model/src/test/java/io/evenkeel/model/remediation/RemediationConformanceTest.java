package io.evenkeel.model.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.event.Merge;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The get-action and loop cases of {@code conformance/remediation-approval-cases.yaml}. */
class RemediationConformanceTest {

  private static final Map<String, Object> FILE = file();

  @ParameterizedTest(name = "{0}")
  @MethodSource("actionIds")
  void answersGetAction(String id) {
    Map<String, Object> given = find("get_action_cases", id);
    Map<String, Object> expected = Json.object(given.get("expected"));

    KeptnEvent triggered = triggered(Json.object(Json.at(given, "triggered", "data")));
    Map<String, Object> finished = finished(triggered, given.get("remediation_yaml"));

    Map<String, Object> members = new LinkedHashMap<>(Json.object(expected.get("finished")));
    if ("".equals(members.remove("message"))) {
      assertThat(finished).doesNotContainKey("message");
    } else {
      assertThat(finished).containsEntry("message", Json.at(expected, "finished", "message"));
    }
    assertThat(finished).containsAllEntriesOf(normal(members));
    assertThat(finished).containsAllEntriesOf(CommonData.scope(triggered));
    absent(given, expected).forEach(name -> assertThat(finished).doesNotContainKey(name));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loopIds")
  void goesThroughTheActionsOneByOne(String id) {
    Map<String, Object> given = find("loop_cases", id);
    List<List<String>> rounds = new ArrayList<>();
    Map<String, Object> data = Map.of(
        "project",
        "shop",
        "stage",
        "production",
        "service",
        "cart",
        "problem",
        Json.object(given.get("problem")));

    Map<String, Object> finished = Map.of();
    List<Object> evaluations = new ArrayList<>(Json.list(given.get("evaluation_results")));
    do {
      finished = finished(triggered(data), given.get("remediation_yaml"));
      rounds.add(round(finished, evaluations));
      data = Merge.objects(Merge.objects(data, finished), Map.of("result", "fail"));
    } while (finished.containsKey("action"));

    assertThat(rounds).isEqualTo(given.get("expected_rounds"));
    assertThat(finished).containsAllEntriesOf(Json.object(given.get("expected_final")));
  }

  @Test
  void aNegativeIndexIsAnIndexThatDoesNotExist() {
    Map<String, Object> finished = finished(
        triggered(Map.of("get-action", Map.of("actionIndex", -1))),
        "apiVersion: spec.keptn.sh/0.1.4\nspec: {remediations: [{problemType: default,"
            + " actionsOnOpen: [{name: A}]}]}");

    assertThat(finished)
        .containsEntry("result", "fail")
        .containsEntry("message", "there is no action with index -1 for problem type default");
  }

  static Stream<String> actionIds() {
    return cases("get_action_cases").map(one -> Json.text(one.get("id")));
  }

  static Stream<String> loopIds() {
    return cases("loop_cases").map(one -> Json.text(one.get("id")));
  }

  private static List<String> round(Map<String, Object> finished, List<Object> evaluations) {
    if (!finished.containsKey("action")) {
      return List.of("get-action:" + finished.get("result"));
    }
    return List.of(
        "get-action:" + finished.get("result") + ":" + Json.at(finished, "action", "name"),
        "action",
        "evaluation:" + evaluations.remove(0));
  }

  private static Map<String, Object> finished(
      KeptnEvent triggered, @Nullable Object remediationYaml) {
    GetAction task = GetAction.of(triggered);
    return Json.freezeObject(
        remediationYaml == null ? task.fileMissing() : task.finished(Json.text(remediationYaml)));
  }

  private static KeptnEvent triggered(Map<String, Object> data) {
    return KeptnEvent.of(
        "trigger", "sh.keptn.event.get-action.triggered", "test", Instant.EPOCH, "context", data);
  }

  /** Whole numbers of the file are {@code int}s, ours are {@code long}s. */
  private static Map<String, Object> normal(Map<String, Object> members) {
    return Json.parseObject(Json.write(members));
  }

  private static List<String> absent(Map<String, Object> given, Map<String, Object> expected) {
    Object absent = given.getOrDefault("finished_absent", expected.get("finished_absent"));
    return Json.list(absent).stream().map(Json::text).toList();
  }

  private static Map<String, Object> find(String group, String id) {
    return cases(group).filter(one -> id.equals(one.get("id"))).findFirst().orElseThrow();
  }

  private static Stream<Map<String, Object>> cases(String group) {
    return Json.list(FILE.get(group)).stream().map(Json::object);
  }

  private static Map<String, Object> file() {
    try (InputStream in = RemediationConformanceTest.class.getResourceAsStream(
        "/conformance/remediation-approval-cases.yaml")) {
      return Json.freezeObject(new Yaml().<Map<String, Object>>load(in));
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
