package io.evenkeel.model.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemediationsTest {

  private static final String HEAD = "apiVersion: spec.keptn.sh/0.1.4\nspec:\n  remediations:\n";

  @Test
  void keysAreFoundInAnyCaseAndUnknownOnesIgnored() {
    String file = HEAD + "  - {ProblemType: x, extra: 1, ActionsOnOpen: [{Name: A, ACTION: a}]}";

    assertThat(choose(file, "x").action().orElseThrow().action()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({"503,503", "yes,true", "1.50,1.5", "~,''"})
  void scalarsBecomeText(String written, String title) {
    String file = HEAD + "  - {problemType: %s, actionsOnOpen: [{name: A}]}".formatted(written);

    assertThat(choose(file, title).action()).isPresent();
  }

  @Test
  void anEmptyListOfActionsIsAnAnswerAndDoesNotFallBackToTheDefault() {
    String file = HEAD + "  - {problemType: x, actionsOnOpen: []}\n"
        + "  - {problemType: default, actionsOnOpen: [{name: A}]}";

    assertThat(choose(file, "x").reason())
        .isEqualTo("there is no action with index 0 for problem title x");
  }

  @Test
  void aValueKeepsItsJsonType() {
    String file = HEAD + "  - problemType: x\n    actionsOnOpen:\n"
        + "    - {name: A, value: {switch: off, 1: 2, on: [0x10]}}";

    assertThat(choose(file, "x").action().orElseThrow().value())
        .isEqualTo(Map.of("switch", false, "1", 2L, "true", List.of(16L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "}",
        "apiVersion: spec.keptn.sh/0.1.3",
        "spec: {}",
        HEAD + "  - {problemType: [x]}",
        HEAD + "  - {problemType: x, problemType: x}",
        HEAD + "  - {actionsOnOpen: x}",
        HEAD + "  - x",
        HEAD + "    x: y",
        HEAD + "  - {actionsOnOpen: [{name: {}}]}",
        HEAD + "  - {actionsOnOpen: [x]}"
      })
  void aFileThatIsNotInTheFormIsRefused(String file) {
    assertThat(GetAction.of(triggered(Map.of())).finished(file))
        .containsEntry("status", "errored")
        .containsEntry("result", "fail")
        .containsEntry(
            "message",
            "Could not parse remediation.yaml file. Please validate it against the specification.");
  }

  @Test
  void dataOfTheWrongTypeIsNotDecodable() {
    for (Map<String, Object> data : List.<Map<String, Object>>of(
        Map.of("get-action", "x"),
        Map.of("get-action", Map.of("actionIndex", "1")),
        Map.of("get-action", Map.of("actionIndex", 1.5)),
        Map.of("problem", "x"),
        Map.of("problem", Map.of("problemTitle", 1)),
        Map.of("labels", Map.of("a", 1)))) {
      assertThatThrownBy(() -> GetAction.of(triggered(data)))
          .hasMessage("Could not decode input event data");
    }
    assertThat(GetAction.notDecodable(triggered(Map.of("project", "p", "result", "fail"))))
        .isEqualTo(Map.of(
            "project",
            "p",
            "status",
            "errored",
            "result",
            "fail",
            "message",
            "Could not decode input event data"));
  }

  private static Choice choose(String file, String title) {
    return Remediations.parse(file).choose(new Problem(title, ""), 0);
  }

  private static KeptnEvent triggered(Map<String, Object> data) {
    return KeptnEvent.of(
        "t", "sh.keptn.event.get-action.triggered", "test", Instant.EPOCH, "context", data);
  }
}
