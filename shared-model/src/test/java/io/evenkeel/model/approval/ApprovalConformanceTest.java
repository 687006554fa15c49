package io.evenkeel.model.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The approval cases of {@code conformance/remediation-approval-cases.yaml}. */
class ApprovalConformanceTest {

  private static final Map<String, Object> FILE = file();

  @ParameterizedTest(name = "{0}")
  @MethodSource("ids")
  void decidesAsTheOriginalDoes(String id) {
    Map<String, Object> given =
        cases().filter(one -> id.equals(one.get("id"))).findFirst().orElseThrow();
    List<Object> events = Json.list(given.get("expected_events"));

    Approval approval = Approval.of(Json.object(Json.at(given, "triggered", "data")));

    Map<String, Object> started = Json.object(events.get(0));
    assertThat(approval.message()).isEqualTo(Json.at(started, "data", "message"));
    Optional<Object> verdict = events.stream()
        .skip(1)
        .findFirst()
        .map(finished -> Json.at(Json.object(finished), "data", "result"));
    assertThat(approval.verdict()).isEqualTo(verdict);
  }

  /** The full truth table of approval.md §3. */
  @ParameterizedTest
  @CsvSource({
    "pass,automatic,automatic,pass", "pass,automatic,manual,pass", "pass,manual,automatic,",
    "pass,manual,manual,", "warning,automatic,automatic,pass", "warning,automatic,manual,",
    "warning,manual,automatic,pass", "warning,manual,manual,", "fail,automatic,automatic,fail",
    "fail,manual,manual,fail", "'',automatic,automatic,", "Pass,automatic,automatic,",
    "pass,Automatic,automatic,", "pass,auto,auto,"
  })
  void followsTheTruthTable(String result, String pass, String warning, String verdict) {
    Approval approval =
        Approval.of(Map.of("result", result, "approval", Map.of("pass", pass, "warning", warning)));

    assertThat(approval.verdict()).isEqualTo(Optional.ofNullable(verdict));
  }

  @Test
  void namesTheMemberOfTheWrongType() {
    assertThat(Approval.typeError(Map.of("approval", "automatic")))
        .isEqualTo("data.approval must be an object");
    assertThat(Approval.typeError(Map.of("approval", Map.of("pass", true))))
        .isEqualTo("data.approval.pass must be automatic or manual");
    assertThat(Approval.typeError(Map.of("approval", Map.of("pass", "x")))).isEmpty();
  }

  static Stream<String> ids() {
    return cases().map(one -> Json.text(one.get("id")));
  }

  private static Stream<Map<String, Object>> cases() {
    return Json.list(FILE.get("approval_cases")).stream().map(Json::object);
  }

  private static Map<String, Object> file() {
    try (InputStream in = ApprovalConformanceTest.class.getResourceAsStream(
        "/conformance/remediation-approval-cases.yaml")) {
      return Json.freezeObject(new Yaml().<Map<String, Object>>load(in));
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
