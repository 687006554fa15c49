package io.evenkeel.playground.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.camel.helm.HelmCommand;
import io.evenkeel.camel.helm.HelmCommand.Flag;
import io.evenkeel.camel.helm.HelmCommand.Operation;
import io.evenkeel.playground.cluster.ContainerRequest;
import io.evenkeel.playground.images.ContainerFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelmArgumentsTest {

  private static final Path TUTORIAL = Path.of("src/test/resources/fulltour").toAbsolutePath();

  @Test
  void theTutorialsDeploymentIsUnderstood() {
    HelmCommand command = command(
        "upgrade",
        "--create-namespace",
        "--install",
        "-n",
        "fulltour-qa",
        "helloservice",
        "/keptn/charts/helloservice.tgz",
        "--set",
        "image=ghcr.io/a/b:v1",
        "--wait");

    assertThat(command.operation()).isEqualTo(Operation.UPGRADE);
    assertThat(command.release()).isEqualTo("helloservice");
    assertThat(command.namespace()).isEqualTo("fulltour-qa");
    assertThat(command.chart())
        .isEqualTo(TUTORIAL.resolve("charts/helloservice.tgz").toString());
    assertThat(command.set()).containsExactly("image=ghcr.io/a/b:v1");
    assertThat(command.flags())
        .containsExactlyInAnyOrder(Flag.CREATE_NAMESPACE, Flag.INSTALL, Flag.WAIT);
  }

  @Test
  void theTutorialsRollbackIsUnderstood() {
    HelmCommand command = command("rollback", "-n", "fulltour-qa", "helloservice", "--wait");

    assertThat(command.operation()).isEqualTo(Operation.ROLLBACK);
    assertThat(command.toRevision()).isZero();
    assertThat(command("rollback", "helloservice", "3").toRevision()).isEqualTo(3);
  }

  @Test
  void everyOtherFlagArrives() {
    HelmCommand command = command(
        "-ntest",
        "upgrade",
        "web",
        "charts/helloservice.tgz",
        "-i",
        "--atomic",
        "--timeout=1m30s",
        "--reuse-values",
        "--set-string",
        "a.b=1,c\\.d=x",
        "--description",
        "by hand",
        "--history-max",
        "3",
        "-f",
        "/keptn/sli.yaml",
        "--wait=false",
        "--dry-run");

    assertThat(command.namespace()).isEqualTo("test");
    assertThat(command.timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(command.values()).isEqualTo(Map.of("a", Map.of("b", "1"), "c.d", "x"));
    assertThat(command.description()).isEqualTo("by hand");
    assertThat(command.historyMax()).isEqualTo(3);
    assertThat(command.valuesFiles()).containsExactly(TUTORIAL.resolve("sli.yaml"));
    // --atomic waits, whatever --wait says.
    assertThat(command.flags())
        .containsExactlyInAnyOrder(
            Flag.INSTALL, Flag.ATOMIC, Flag.REUSE_VALUES, Flag.DRY_RUN, Flag.WAIT);
  }

  @Test
  void withoutANamespaceThePodsOwnIsMeant() {
    assertThat(command("list").namespace()).isEqualTo("keptn-jes");
    assertThat(command("ls", "-A").has(Flag.ALL_NAMESPACES)).isTrue();
  }

  @ParameterizedTest(name = "helm {0}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      frobnicate                    | unknown command "frobnicate" for "helm"
      upgrade --frobnicate a b      | unknown flag: --frobnicate
      upgrade -x a b                | unknown shorthand flag: 'x' in -x
      rollback --install a          | unknown flag: --install
      upgrade a                     | "helm upgrade" requires 2 arguments
      rollback                      | "helm rollback" requires at least 1 argument
      history a b                   | "helm history" requires 1 argument
      upgrade a b -n                | flag needs an argument: -n
      upgrade a /keptn/none.tgz     | path "/keptn/none.tgz" not found
      upgrade a /etc/passwd         | path "/etc/passwd" not found
      list --timeout 5m             | unknown flag: --timeout
      rollback a one                | could not convert revision to a number
      rollback a --timeout soon     | time: invalid duration "soon"
      upgrade a /keptn/charts -f x  | open x: no such file or directory
      upgrade a /keptn/charts --set-string x | failed parsing --set-string data
      """)
  void whatHelmWouldRefuseIsRefusedInItsWords(String line, String reason) {
    assertThatThrownBy(() -> command(line.split(" ", -1)))
        .isInstanceOf(HelmUsageException.class)
        .hasMessageContaining(reason);
  }

  private static HelmCommand command(String... words) {
    ContainerRequest request = new ContainerRequest(
        "keptn-jes",
        "job",
        Map.of(),
        "helm",
        "alpine/helm:3.9.0",
        List.of("helm"),
        List.of(words),
        Map.of(),
        "/keptn",
        Map.of("/keptn", TUTORIAL),
        List.of());
    return HelmCommands.of(
        HelmArguments.parse(List.of(words)),
        new ContainerFiles(request, "/apps"),
        "keptn-jes",
        Path.of("kubeconfig"));
  }
}
