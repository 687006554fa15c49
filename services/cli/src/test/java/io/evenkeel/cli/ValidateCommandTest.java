package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateCommandTest extends CliTest {

  @Test
  void theProductsOwnExamplesAreFine() {
    Ran ran = run("validate", "--strict", "../../docs/examples/fulltour");

    assertThat(ran.out()).matches("\\d+ files checked: 0 errors, 0 warnings\n");
    assertThat(ran.status()).isZero();
  }

  @ParameterizedTest
  @CsvSource(delimiterString = " -> ", textBlock = """
      shipyard.yaml -> apiVersion: spec.keptn.sh/0.2.2|spec:|  stages: -> 3:10: error: stages of spec of the file must have at least one entry
      shipyard.yaml -> apiVersion: '0.1'|spec: {stages: [{name: Dev}]} -> 2:24: error: name of a stage must start with a lower case letter
      shipyard.yaml -> apiVersion: 0.2.0|specs: {} -> 2:1: warning: "specs" is not known in the file; did you mean "spec"?
      shipyard.yaml -> a: [ -> 2:1: error: expected
      shipyard.yaml -> apiVersion: 0.2.0|spec: {stages: [{name: a, sequences: [{name: s, tasks: [{name: t, triggeredAfter: soon}]}]}]} -> 2:83: warning: triggeredAfter of a task is not a duration such as 90s or 1h30m, so the task is sent at once
      shipyard.yaml -> apiVersion: 0.2.0|spec: {stages: [{name: a, sequences: [{name: s, triggeredOn: [{event: b.s.finished}], tasks: [{name: t}]}]}]} -> 2:71: warning: "b.s.finished" never comes; the sequences of this file end with a.evaluation.finished, a.s.finished
      shipyard.yaml -> apiVersion: 0.2.0|spec: {stages: [{name: a, sequences: [{name: s, triggeredOn: [{event: a.s.finished, selector: {match: {t.result: failed}}}], tasks: [{name: t}]}]}]} -> 2:114: warning: "failed" never matches; a result is aborted, fail, pass, timedOut, warning
      shipyard.yaml -> apiVersion: 0.2.0|spec: {stages: [{name: a, sequences: [{name: s, triggeredOn: [{event: a.s.finished, selector: {match: {stage: qa}}}], tasks: [{name: t}]}]}]} -> 2:104: warning: "stage" never matches; use "result"
      slo.yaml -> objectives:|- sli: x|  pass:|  - criteria: ['fast'] -> 4:16: error: a criterion "fast" cannot be read
      slo.yaml -> objectives:|- sli: x|  weight: heavy -> 3:11: error: weight of an objective must be a whole number
      slo.yaml -> objectives: []|total_score: {pass: most} -> 2:21: error: pass of total_score of the file must be a percentage
      sli.yaml -> indicators: {a: [1]} -> 1:17: error: "a" of indicators of the file must be a text, not a list
      remediation.yaml -> apiVersion: spec.keptn.sh/0.1.4|spec: {remediations: [{}]} -> 2:23: error: a remediation needs "problemType"
      job/config.yaml -> apiVersion: v2|actions:|- name: x|  task: [] -> 4:3: error: "task" is not known in an action; did you mean "tasks"?
      job/config.yaml -> apiVersion: v2|actions:|- name: x|  tasks: [{imge: y}] -> 4:1: error: field imge not found
      webhook.yaml -> apiVersion: webhookconfig.keptn.sh/v1beta1|spec: {webhooks: [{type: t, subscriptionID: s, requests: [{url: u, method: DELETE}]}]} -> 2:76: error: method of a request must be POST or PUT or GET or HEAD, not "DELETE"
      """)
  void mistakesAreFoundWhereTheyAre(String name, String text, String expected) throws IOException {
    Path file = write(name, text.replace('|', '\n') + "\n");

    Ran ran = run("validate", file.toString());

    assertThat(ran.out()).contains(file + ":" + expected);
    assertThat(ran.out().lines().filter(line -> line.contains("error:")).count()
            + (expected.contains("warning") ? 1 : 0))
        .isPositive();
  }

  @Test
  void theProductsOwnTimeoutsAreKnown() throws IOException {
    Path file = write("shipyard.yaml", """
        apiVersion: spec.keptn.sh/0.2.3
        spec:
          stages:
            - name: dev
              sequences:
                - name: s
                  timeout: 2h
                  tasks: [{name: t, timeout: 10m, triggeredAfter: 1m30s}]
        """);

    assertThat(run("validate", "--strict", file.toString()).out())
        .isEqualTo("1 files checked: 0 errors, 0 warnings\n");
  }

  @Test
  void errorsFailAndWarningsOnlyWhenStrict() throws IOException {
    Path warned = write("a/sli.yaml", "indicators: {a: b}\nextra: 1\n");
    Path wrong = write("b/sli.yaml", "indicators: 1\n");

    assertThat(run("validate", warned.toString()).status()).isZero();
    assertThat(run("validate", "--strict", warned.toString()).status()).isEqualTo(1);
    assertThat(run("validate", wrong.toString()).status()).isEqualTo(1);
    assertThat(run("validate", home.toString()).out())
        .endsWith("2 files checked: 1 errors, 1 warnings\n");
  }

  @Test
  void aFileNobodyKnowsNeedsItsKind() throws IOException {
    Path file = write("values.yaml", "a: b\n");

    assertThat(run("validate", file.toString()).err()).contains("say it with --kind");
    assertThat(run("validate", "--kind=sli", file.toString()).out())
        .contains("1:1: error: the file needs \"indicators\"");
  }

  private Path write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
