package io.evenkeel.playground.cluster;

import static io.evenkeel.playground.cluster.RunningCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster through the eyes of {@code kubectl}; skipped, and said so, where there is none. */
class KubectlTest {

  private static final Path KUBECTL = Path.of("/usr/bin/kubectl");

  @TempDir
  Path directory;

  private RunningCluster running;
  private Path manifest;

  @BeforeEach
  void start() throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(KUBECTL), "skipped: there is no kubectl at " + KUBECTL);
    running = new RunningCluster(directory.resolve("cluster"));
    manifest = Files.writeString(directory.resolve("web.yaml"), DeploymentsTest.WEB);
    kubectl("apply", "-f", manifest.toString());
    kubectl("rollout", "status", "deployment/web", "--timeout=15s");
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  @Test
  void podsAreListedWithTheColumnsOneKnows() {
    List<String> lines = kubectl("get", "pods", "-A").lines().toList();

    assertThat(lines.get(0).split(" +"))
        .containsExactly("NAMESPACE", "NAME", "READY", "STATUS", "RESTARTS", "AGE");
    assertThat(lines.subList(1, lines.size())).hasSize(2).allSatisfy(line -> assertThat(line)
        .matches("default +web-[a-z0-9]+-[a-z0-9]{5} +1/1 +Running +0 +[0-9]+s"));
    assertThat(kubectl("get", "deployments", "-o", "wide")).contains("web:1", "app=web", "2/2");
    assertThat(kubectl("get", "pods", "-o", "jsonpath={.items[*].status.phase}"))
        .isEqualTo("Running Running");
  }

  @Test
  void objectsAreDescribedWithTheirEvents() {
    assertThat(kubectl("describe", "deployment", "web"))
        .contains("2 desired | 2 updated | 2 total | 2 available", "ScalingReplicaSet");
    assertThat(kubectl("describe", "pods", "-l", "app=web"))
        .contains("Successfully assigned", "Started container server", "Ready:          True");
    assertThat(kubectl("describe", "service", "web")).containsPattern("Endpoints: +10\\.244\\.");
  }

  @Test
  void whatIsAppliedScaledChangedAndRolledBackIsRolledOut() throws IOException {
    kubectl("scale", "deployment/web", "--replicas=1");
    kubectl("rollout", "status", "deployment/web", "--timeout=15s");
    kubectl("set", "image", "deployment/web", "server=web:2");
    kubectl("rollout", "status", "deployment/web", "--timeout=15s");
    assertThat(kubectl("rollout", "history", "deployment/web").lines().map(String::strip))
        .contains("1         <none>", "2         <none>");
    kubectl("rollout", "undo", "deployment/web");
    kubectl("rollout", "status", "deployment/web", "--timeout=15s");

    assertThat(kubectl(
            "get",
            "deployment",
            "web",
            "-o",
            "jsonpath={.spec.template.spec.containers[0].image} {.status.replicas}"))
        .isEqualTo("web:1 1");
    Files.writeString(manifest, DeploymentsTest.WEB.replace("web:1", "web:3"));
    assertThat(kubectl("apply", "-f", manifest.toString()))
        .contains("deployment.apps/web configured", "service/web unchanged");
  }

  @Test
  void logsOfJobsAreRead() {
    kubectl("create", "job", "greet", "--image=sh", "--", "sh");
    kubectl("wait", "--for=condition=complete", "job/greet", "--timeout=15s");

    assertThat(kubectl("logs", "deployment/web", "--tail=1")).endsWith("listening\n");
    assertThat(kubectl("logs", "job/greet")).isEmpty();
    assertThat(kubectl("get", "jobs")).containsPattern("greet +Complete +1/1");
  }

  @Test
  void whatKubectlCreatesItselfArrives() {
    kubectl("create", "deployment", "other", "--image=web:1", "--replicas=0", "--port=9000");
    kubectl("create", "configmap", "c", "--from-literal=a=b");
    kubectl("create", "role", "r", "--verb=get", "--resource=pods");

    assertThat(kubectl("get", "deployment", "other", "-o", "jsonpath={.spec.replicas}"))
        .isEqualTo("0");
    assertThat(kubectl("get", "configmap", "c", "-o", "jsonpath={.data.a}")).isEqualTo("b");
    assertThat(kubectl("get", "role", "r", "-o", "jsonpath={.rules[0].resources[0]}"))
        .isEqualTo("pods");
    assertThat(kubectl("auth", "can-i", "delete", "pods")).isEqualTo("yes\n");
  }

  @Test
  void deletedThingsAreGone() {
    kubectl("delete", "-f", manifest.toString(), "--cascade=foreground");
    kubectl("create", "namespace", "x");
    kubectl("delete", "namespace", "x");

    assertThat(kubectl("get", "all", "-A")).contains("No resources found");
    await(
        "the namespace is gone", () -> running.client.namespaces().withName("x").get() == null);
  }

  @Test
  void serverSideApplyKeepsWhatOthersOwn() {
    kubectl("apply", "--server-side", "--force-conflicts", "-f", manifest.toString());
    kubectl("label", "deployment", "web", "mine=yes");
    kubectl("apply", "--server-side", "-f", manifest.toString());

    assertThat(kubectl("get", "deployment", "web", "-o", "jsonpath={.metadata.labels.mine}"))
        .isEqualTo("yes");
  }

  private String kubectl(String... arguments) {
    List<String> command = new ArrayList<>(List.of(KUBECTL.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", running.cluster.kubeconfig().toString());
    builder.environment().put("HOME", directory.toString());
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("kubectl ends").isTrue();
      assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
      return output;
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
