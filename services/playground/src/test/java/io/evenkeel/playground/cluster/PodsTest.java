package io.evenkeel.playground.cluster;

import static io.evenkeel.playground.cluster.RunningCluster.await;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodsTest {

  @TempDir
  Path directory;

  private RunningCluster running;

  @BeforeEach
  void start() {
    running = new RunningCluster(directory);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void aContainerGetsItsEnvironmentResolvedAndExpanded() {
    running.apply("""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data: {COLOR: red, SHAPE: round}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: keys}
        stringData: {token: geheim}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: p, labels: {app: x}}
        spec:
          restartPolicy: Never
          containers:
            - name: main
              image: sh
              command: ["run", "$(COLOR)"]
              args: ["echo $(GREETING) $$(GREETING) $(NOPE)"]
              envFrom: [{configMapRef: {name: settings}, prefix: ""}]
              env:
                - {name: TOKEN, valueFrom: {secretKeyRef: {name: keys, key: token}}}
                - {name: APP, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
                - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                - {name: MAYBE, valueFrom: {configMapKeyRef: {name: no, key: no, optional: true}}}
                - {name: GREETING, value: "$(TOKEN)-$(APP)"}
        """);
    await("it has succeeded", () -> phase("p").equals("Succeeded"));

    ContainerRequest request = running.runtime.requestOf("main").orElseThrow();
    assertThat(request.env())
        .containsEntry("COLOR", "red")
        .containsEntry("TOKEN", "geheim")
        .containsEntry("GREETING", "geheim-x")
        .containsEntry("HOSTNAME", "p")
        .containsEntry("IP", get("p").getStatus().getPodIP())
        .doesNotContainKey("MAYBE");
    assertThat(request.command()).containsExactly("run", "red");
    assertThat(running.client.pods().withName("p").getLog())
        .isEqualTo("geheim-x $(GREETING) $(NOPE)\n");
  }

  @Test
  void volumesAreDirectoriesThatContainersShare() throws IOException {
    running.apply("""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data: {one.txt: "1", two.txt: "2"}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          restartPolicy: Never
          volumes:
            - {name: shared, emptyDir: {}}
            - {name: config, configMap: {name: settings, items: [{key: one.txt, path: sub/uno}]}}
          initContainers:
            - {name: first, image: sh, volumeMounts: [{name: shared, mountPath: /keptn}]}
          containers:
            - name: main
              image: sh
              volumeMounts:
                - {name: shared, mountPath: /keptn}
                - {name: config, mountPath: /etc/config}
        """);
    await("it has succeeded", () -> phase("p").equals("Succeeded"));

    ContainerRequest first = running.runtime.requestOf("first").orElseThrow();
    ContainerRequest main = running.runtime.requestOf("main").orElseThrow();
    Path config = requireNonNull(main.mounts().get("/etc/config"));
    assertThat(main.mounts().get("/keptn"))
        .isEqualTo(first.mounts().get("/keptn"))
        .isDirectory();
    assertThat(config.resolve("sub/uno")).hasContent("1");
    assertThat(config.resolve("two.txt")).doesNotExist();
    assertThat(Files.isWritable(main.mounts().get("/keptn"))).isTrue();
  }

  @Test
  void aPodWaitsForTheConfigurationItNeeds() {
    running.apply(yaml("env: [{name: A, valueFrom: {configMapKeyRef: {name: late, key: a}}}]"));
    await("it waits", () -> reason(state("p")).equals("CreateContainerConfigError"));

    running.apply("""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: late}
        data: {a: there}
        """);

    await("it runs", () -> running.runtime.requestOf("main").isPresent());
    assertThat(running.runtime.requestOf("main").orElseThrow().env()).containsEntry("A", "there");
  }

  @Test
  void anUnknownImageIsReportedAsOneThatCannotBePulled() {
    running.apply(yaml("").replace("image: sh", "image: nosuch:1"));

    await("it backs off", () -> reason(state("p")).equals("ImagePullBackOff"));
    assertThat(state("p").getWaiting().getMessage())
        .contains("the playground runs no image \"nosuch:1\"");
    assertThat(phase("p")).isEqualTo("Pending");
  }

  @Test
  void aContainerThatKeepsEndingIsStartedAgainAndThenBacksOff() {
    running.apply(yaml("args: ['exit 2']").replace("Never", "Always"));

    await("it backs off", () -> reason(state("p")).equals("CrashLoopBackOff"));
    ContainerStatus status = get("p").getStatus().getContainerStatuses().get(0);
    assertThat(status.getRestartCount()).isOne();
    assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(2);
    assertThat(phase("p")).isEqualTo("Running");
  }

  @Test
  void aContainerThatCannotStartSaysWhy() {
    running.apply(yaml("").replace("image: sh", "image: broken"));

    await("it has failed", () -> phase("p").equals("Failed"));
    assertThat(state("p").getTerminated().getReason()).isEqualTo("ContainerCannotRun");
    assertThat(state("p").getTerminated().getMessage()).isEqualTo("no entry point");
  }

  @Test
  void aDeletedPodIsStoppedAndThenGone() {
    running.apply(yaml("args: ['hang']"));
    await("it runs", () -> phase("p").equals("Running"));
    var container = requireNonNull(running.runtime.running.get("p"));

    running.client.pods().withName("p").delete();

    await("it is gone", () -> running.client.pods().withName("p").get() == null);
    assertThat(container.exit().result()).isEqualTo(Container.STOPPED);
    await("its files are gone", () -> RunningCluster.isEmpty(directory.resolve("pods")));
  }

  private static String yaml(String more) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          restartPolicy: Never
          terminationGracePeriodSeconds: 1
          containers:
            - name: main
              image: sh
              %s
        """.formatted(more);
  }

  private Pod get(String name) {
    return running.client.pods().withName(name).get();
  }

  private String phase(String name) {
    return get(name).getStatus().getPhase();
  }

  private ContainerState state(String name) {
    return get(name).getStatus().getContainerStatuses().get(0).getState();
  }

  private static String reason(ContainerState state) {
    return state.getWaiting() == null ? "" : state.getWaiting().getReason();
  }
}
