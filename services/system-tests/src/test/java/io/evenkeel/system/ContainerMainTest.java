package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The entry point of the image knows from arguments and environment which program is meant. */
class ContainerMainTest {

  private static final Map<String, String> JOB = Map.of("JOB_ACTION", "deploy", "JOB_TASK", "helm");

  /** What a program printed and how it ended. */
  private record Run(String output, int status) {}

  @Test
  void inThePodOfAJobItIsTheInitContainer() throws Exception {
    Run run = run(JOB);

    assertThat(run.output()).contains("not set: KEPTN_API_URL").contains("KEPTN_PROJECT");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void withAServersVerbItIsTheServer() throws Exception {
    Run run = run(JOB, "up", "--help");

    assertThat(run.output()).contains("Start the server in the foreground");
    assertThat(run.status()).isZero();
  }

  @Test
  void withoutArgumentsOutsideAJobItStartsTheServer() throws Exception {
    Run run = run(Map.of("EVENKEEL_DATA", "/dev/null/data"));

    assertThat(run.output()).contains("the data directory /dev/null/data can not be written");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void withAnyOtherArgumentItIsTheCommandLine() throws Exception {
    Run run = run(Map.of(), "get", "nonsense");

    assertThat(run.output()).contains("nonsense");
    assertThat(run.status()).isEqualTo(1);
  }

  private static Run run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "io.evenkeel.allinone.ContainerMain"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Run(output, process.exitValue());
  }
}
