package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest extends CliTest {

  @BeforeEach
  void serve() {
    server
        .answer(
            "GET /controlPlane/v1/project",
            200,
            "{\"projects\":[{\"projectName\":\"shop\"},{\"projectName\":\"lab\"}]}")
        .answer(
            "GET /controlPlane/v1/project/shop/stage",
            200,
            "{\"stages\":[{\"stageName\":\"dev\"},{\"stageName\":\"prod\"}]}")
        .answer("GET /controlPlane/v1/project/shop", 200, """
            {"stages":[{"stageName":"dev","services":[{"serviceName":"cart"}]},
                       {"stageName":"prod","services":[{"serviceName":"web"}]}]}
            """);
  }

  @Test
  void commandsAndFlagsAreOffered() {
    assertThat(complete("tr")).containsExactly("trigger");
    assertThat(complete("trigger", "")).containsExactly("delivery", "sequence", "evaluation");
    assertThat(complete("trigger", "delivery", "--im")).containsExactly("--image");
    assertThat(complete("__comp")).isEmpty();
  }

  @Test
  void namesComeFromTheServer() {
    assertThat(complete("get", "project", "")).containsExactly("shop", "lab");
    assertThat(complete("delete", "project", "s")).containsExactly("shop");
    assertThat(complete("trigger", "delivery", "--project", "s")).containsExactly("shop");
    assertThat(complete("trigger", "delivery", "--project=l")).containsExactly("--project=lab");
    assertThat(complete("get", "stages", "-p", "shop", "")).containsExactly("dev", "prod");
    assertThat(complete("trigger", "delivery", "--project=shop", "--stage", ""))
        .containsExactly("dev", "prod");
    assertThat(complete("trigger", "delivery", "--project=shop", "--service="))
        .containsExactly("--service=cart", "--service=web");
    assertThat(complete("trigger", "delivery", "--project=shop", "--stage=dev", "--service", ""))
        .containsExactly("cart");
  }

  @Test
  void formatsAndFilesAreOffered() {
    assertThat(complete("get", "projects", "-o", ""))
        .containsExactly("table", "json", "yaml", "name");
    assertThat(complete("create", "project", "x", "--shipyard", "")).containsExactly(":files");
  }

  @Test
  void withoutAServerThereIsNothingToOffer() {
    server.close();

    Ran ran = run("__complete", "--", "get", "project", "");

    assertThat(ran.status()).isZero();
    assertThat(ran.out() + ran.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish", "powershell"})
  void everyShellHasAScript(String shell) {
    assertThat(run("completion", shell).out()).contains("__complete", "keptn");
  }

  @Test
  void theScriptForBashIsBash() throws Exception {
    assertThat(shell("bash", "-n", run("completion", "bash").out())).isZero();
  }

  @Test
  void anUnknownShellIsRefused() {
    assertThat(run("completion", "tcsh").status()).isEqualTo(1);
  }

  private static int shell(String shell, String flag, String script) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(shell, flag).redirectErrorStream(true).start();
    } catch (java.io.IOException missing) {
      Assumptions.abort(shell + " is not installed");
      throw missing;
    }
    process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private List<String> complete(String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "__complete";
    all[1] = "--";
    System.arraycopy(words, 0, all, 2, words.length);
    return run(all).out().lines().toList();
  }
}
