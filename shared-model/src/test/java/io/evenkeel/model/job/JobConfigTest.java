package io.evenkeel.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobConfigTest {

  private static final String TASK = "apiVersion: v2\nactions:\n- tasks:\n  - name: t\n    ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                        | apiVersion must be specified",
        "apiVersion: null                          | apiVersion must be specified",
        "apiVersion: v1                            | apiVersion v1 is not supported, use v2",
        "apiVersion: v2⏎apiVersion: v2 | @line 2: field apiVersion already set in type"
            + " config.Config",
        "apiVersion: v2⏎x-a: 1             | @line 2: field x-a not found in type config.Config",
        "apiVersion: v2⏎<<: {foo: 1}       | @line 2: field foo not found in type config.Config",
        "apiVersion: v2⏎actions: {}        | @line 2: cannot unmarshal !!map into []config.Action",
        "apiVersion: v2⏎actions: *nope     | yaml: unknown anchor 'nope' referenced",
        "apiVersion: v2⏎\t\tactions: []    | yaml: line 2: found a tab character that"
            + " violates indentation",
        "apiVersion: v2⏎actions: &a [*a]   | yaml: anchor 'a' value contains itself",
        "x                                 | @line 1: cannot unmarshal !!str `x` into"
            + " config.Config",
      })
  void saysWhatIsWrongWithAFile(String file, String problem) {
    assertThatThrownBy(() -> JobConfig.parse(file.replace('⏎', '\n')))
        .isInstanceOf(JobConfigException.class)
        .hasMessage(problem.replace("@", "yaml: unmarshal errors:\n  "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "cmd: ls                       | cannot unmarshal !!str `ls` into []string",
        "cmd: [[a]]                    | cannot unmarshal !!seq into string",
        "maxPollDuration: '10'         | cannot unmarshal !!str `10` into int",
        "maxPollDuration: 9223372036854775808 | cannot unmarshal !!int `9223372...` into int",
        "ttlSecondsAfterFinished: '5'  | cannot unmarshal !!str `5` into int32",
        "ttlSecondsAfterFinished: 2147483648 | cannot unmarshal !!int `2147483648` into int32",
        "securityContext: {runAsUser: '1'} | cannot unmarshal !!str `1` into int64",
        "securityContext: {privileged: 'true'} | cannot unmarshal !!str `true` into bool",
        "securityContext: {seLinuxOptions: {}}"
            + " | field seLinuxOptions not found in type config.SecurityContext",
        "annotations: [{a: b}]         | cannot unmarshal !!seq into map[string]string",
        "annotations: {a: b, a: c}     | key \"a\" already set in map",
        "resources: {limits: {gpu: 1}} | field gpu not found in type config.ResourceList",
        "env: {}                       | cannot unmarshal !!map into []config.Env",
        "labels: {}                    | field labels not found in type config.Task",
      })
  void saysWhatIsWrongWithATask(String member, String problem) {
    assertThatThrownBy(() -> JobConfig.parse(TASK + member))
        .hasMessage("yaml: unmarshal errors:\n  line 5: " + problem);
  }

  @Test
  void reportsAllProblemsInTheOrderOfTheirLines() {
    assertThatThrownBy(() -> JobConfig.parse(TASK + "foo: 1\n    cmd: x\n    bar: 2\n"))
        .hasMessage("""
            yaml: unmarshal errors:
              line 5: field foo not found in type config.Task
              line 6: cannot unmarshal !!str `x` into []string
              line 7: field bar not found in type config.Task""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10", "1_000", "010", "1e3", "1.50", "true", "yes", "2001-01-01", "0x10", "~x"})
  void takesScalarsLiterallyWhereTextIsExpected(String scalar) {
    assertThat(task("image: " + scalar).image()).isEqualTo(scalar);
  }

  @ParameterizedTest
  @CsvSource({"10,10", "10.5,10", "0x10,16", "1_000,1000", "010,8", "0b11,3", "-1.5,-1", "1e3,1000"
  })
  void readsWholeNumbers(String written, long seconds) {
    assertThat(task("maxPollDuration: " + written).maxPollDuration()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource({"59,60", "-5,60", "0,60", "61,61", "null,21600"})
  void keepsEndedJobsForAtLeastAMinute(String written, int seconds) {
    assertThat(task("ttlSecondsAfterFinished: " + written).ttlSecondsAfterFinished())
        .isEqualTo(seconds);
  }

  @Test
  void aNullInAListOfTextsIsEmptyText() {
    assertThat(task("args: [a, null, 3]").arguments()).isEqualTo(List.of("a", "", "3"));
  }

  @Test
  void anEmptyServiceAccountIsNotTheSameAsNone() {
    assertThat(task("serviceAccount: ''").serviceAccount()).isEmpty();
    assertThat(task("serviceAccount: null").serviceAccount()).isNull();
  }

  @Test
  void aMergedMemberMayBeOverridden() {
    JobConfig config = JobConfig.parse("""
        apiVersion: v2
        actions:
        - tasks:
          - &base {name: one, image: a, cmd: [x]}
          - <<: *base
            name: two
        """);

    JobTask second = config.actions().get(0).tasks().get(1);

    assertThat(second.name()).isEqualTo("two");
    assertThat(second.image()).isEqualTo("a");
  }

  @Test
  void onlyTheFirstDocumentIsReadAndTabsMaySeparate() {
    JobConfig config = JobConfig.parse("apiVersion:\tv2\nactions:\t[]\t# none\n---\n}");

    assertThat(config.actions()).isEmpty();
  }

  @Test
  void theHashIsThatOfTheBytes() {
    assertThat(JobConfig.parse("apiVersion: v2\nactions: []\n").hash())
        .isEqualTo("ba75c57e1fe8b8afb3eed18c626916440409e172ae411080b0c778b2");
  }

  @Test
  void aliasesCannotBeUsedToFillTheMemory() {
    StringBuilder bomb = new StringBuilder("apiVersion: v2\nactions:\n- &a {tasks: [");
    bomb.append("&t {cmd: &c [").append("x,".repeat(5_000)).append("x]}");
    bomb.append(",*t".repeat(200)).append("]}\n").append("- *a\n".repeat(200));

    assertThatThrownBy(() -> JobConfig.parse(bomb.toString()))
        .hasMessageContaining("excessive aliasing");
  }

  private static JobTask task(String member) {
    return JobConfig.parse(TASK + member).actions().get(0).tasks().get(0);
  }
}
