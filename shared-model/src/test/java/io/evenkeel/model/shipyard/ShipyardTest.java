package io.evenkeel.model.shipyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShipyardTest {

  private static final String CHAIN = """
      apiVersion: spec.keptn.sh/0.2.2
      kind: Shipyard
      spec:
        stages:
          - name: dev
            unknown: key
            sequences:
              - name: delivery
                tasks:
                  - {name: deployment, properties: {strategy: direct}, triggeredAfter: 10s}
                  - {name: evaluation, properties: 7}
              - name: empty
          - name: prod
            sequences:
              - name: delivery
                triggeredOn:
                  - event: dev.delivery.finished
                  - {event: dev.delivery.finished, selector: {match: {evaluation.result: fail}}}
                  - {event: prod.delivery.finished, selector: {match: {result: failed}}}
                tasks: [{name: release}]
      """;

  private final Shipyard shipyard = Shipyard.parse(CHAIN);

  @Test
  void readsTasksWithTheirProperties() {
    SequenceDefinition delivery = shipyard.find("dev", "delivery");

    assertThat(delivery.tasks())
        .containsExactly(
            new TaskDefinition("deployment", "10s", Map.of("strategy", "direct")),
            new TaskDefinition("evaluation", "", 7L));
    assertThat(delivery.tasks().get(1).block()).isNull();
  }

  @Test
  void everyStageCanBeEvaluated() {
    assertThat(shipyard.find("prod", "evaluation").tasks())
        .containsExactly(TaskDefinition.of("evaluation"));
  }

  @ParameterizedTest
  @CsvSource({
    "nope, delivery, no stage with name nope",
    "dev, nope, no task sequence with name nope found in stage dev",
    "dev, empty, task sequence empty does not contain any tasks",
  })
  void saysWhatCanNotBeFound(String stage, String sequence, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shipyard.find(stage, sequence))
        .withMessage(reason);
  }

  @Tag("B03")
  @Tag("B04")
  @Tag("B05")
  @ParameterizedTest(name = "B: {0} gave {1} -> {2} follow-ups")
  @CsvSource({
    "evaluation, pass, 1",
    "evaluation, warning, 1",
    "evaluation, fail, 1",
    "release, fail, 0",
  })
  void everyEntryThatFiresTriggersOnce(String lastTask, String result, int count) {
    assertThat(shipyard.followUps("dev", "delivery", lastTask, result)).hasSize(count);
  }

  @Test
  void aMatchNeedsTheLiteralResult() {
    assertThat(shipyard.followUps("prod", "delivery", "release", "fail")).isEmpty();
  }

  @Test
  void oneHitOfSeveralKeysIsEnough() {
    Trigger either = new Trigger("a.b.finished", Map.of("result", "pass", "x.result", "fail"));

    assertThat(either.firesOn("a.b.finished", "y", "pass")).isTrue();
    assertThat(either.firesOn("a.b.finished", "y", "warning")).isFalse();
  }

  @Tag("K33")
  @Test
  void parentsAreTheOtherStagesItsTriggersName() {
    assertThat(shipyard.stage("prod").orElseThrow().parents()).containsExactly("dev");
  }

  @Tag("C10")
  @ParameterizedTest
  @ValueSource(strings = {"spec.keptn.sh/0.2.0", "0.2.0", "spec.keptn.sh/0.2.3", "1.0.0", "0.3.0"})
  void acceptsVersionsFromZeroPointTwo(String version) {
    assertThat(ShipyardCheck.versionProblem(version)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spec.keptn.sh/0.1.7, Invalid shipyard APIVersion >= 0.2. Expected %!s(MISSING)spec.keptn.sh/0.1.7",
    "0.2.0-alpha, Invalid shipyard APIVersion >= 0.2. Expected %!s(MISSING)0.2.0-alpha",
    "yesterday, could not parse shipyard version",
    "'', could not parse shipyard version",
  })
  void refusesOtherVersions(String version, String problem) {
    assertThat(ShipyardCheck.versionProblem(version)).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec: [ | could not unmarshal provided shipyard content",
        "spec: {stages: {}} | could not unmarshal provided shipyard content",
        "apiVersion: 0.2.3 | provided shipyard file is not valid: Shipyard must contain at least one stage.",
        "{apiVersion: 0.2.3, spec: {stages: [{sequences: []}]}} | provided shipyard file is not valid: all stages",
        "{apiVersion: 0.2.3, spec: {stages: [{name: Dev}]}} | provided shipyard file is not valid: Stage Dev contains",
      })
  void checksAnUploadedFileInTheOriginalsWords(String yaml, String problem) {
    String encoded = Base64.getEncoder().encodeToString(yaml.getBytes(StandardCharsets.UTF_8));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShipyardCheck.decode(encoded))
        .withMessageStartingWith(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"YQ", "!!", "YQ=", "Y Q=", "YQ== "})
  void takesOnlyPaddedBase64(String encoded) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShipyardCheck.decode(encoded))
        .withMessage("could not decode shipyard content");
  }

  @ParameterizedTest
  @CsvSource({"a,true", "a--b,true", "qa-1,true", "Qa,false", "1a,false", "a-,false", "a.b,false"})
  void knowsEntityNames(String name, boolean valid) {
    assertThat(ShipyardCheck.isEntityName(name)).isEqualTo(valid);
  }
}
