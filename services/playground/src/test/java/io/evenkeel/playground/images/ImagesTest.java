package io.evenkeel.playground.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.playground.cluster.Container;
import io.evenkeel.playground.cluster.ContainerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {

  private static final Image NOTHING = BatchImage.of((request, log) -> 0);

  @ParameterizedTest
  @CsvSource({
    "nginx, docker.io/library/nginx, latest",
    "alpine/helm:3.7.2, docker.io/alpine/helm, 3.7.2",
    "docker.io/alpine/helm, docker.io/alpine/helm, latest",
    "ghcr.io/a/b:v1@sha256:00ff, ghcr.io/a/b, v1",
    "localhost:5000/a/b, localhost:5000/a/b, latest",
    "localhost:5000/a:2, localhost:5000/a, 2"
  })
  void aReferenceIsTakenApart(String reference, String repository, String tag) {
    assertThat(ImageName.parse(reference)).isEqualTo(new ImageName(repository, tag));
  }

  @Test
  void aRegisteredRepositoryIsKnownWithAnyTagUnlessTagsWereNamed() {
    PlaygroundRuntime runtime = new PlaygroundRuntime()
        .register("alpine/helm", NOTHING)
        .register("ghcr.io/demo/server", Set.of("v1"), NOTHING);

    assertThat(runtime.knows("docker.io/alpine/helm:3.9.0")).isTrue();
    assertThat(runtime.knows("ghcr.io/demo/server:v1")).isTrue();
    assertThat(runtime.knows("ghcr.io/demo/server:v2")).isFalse();
    assertThat(runtime.knows("alpine/k8s:1.20.15")).isFalse();
  }

  @Test
  void aScriptSeesEnvironmentAndVolumesAndItsExitCodeIsTheContainers() {
    Image image = BatchImage.ofScript((env, mounts, log) -> {
      log.print("project " + env.get("KEPTN_PROJECT") + "\nfiles " + mounts.get("/keptn"));
      return 255;
    });

    Container container = image.start(request(List.of(), List.of()));

    assertThat(container.exit().timeout(5, TimeUnit.SECONDS).await()).isEqualTo(255);
    assertThat(container.logs()).isEqualTo("project sockshop\nfiles /host/files\n");
  }

  @Test
  void aProgramThatThrowsFailsWithItsMessageInTheLog() {
    Image image = BatchImage.of((request, log) -> {
      throw new IllegalStateException("no such file");
    });

    Container container = image.start(request(List.of(), List.of()));

    assertThat(container.exit().timeout(5, TimeUnit.SECONDS).await()).isEqualTo(1);
    assertThat(container.logs()).isEqualTo("Error: no such file\n");
  }

  @Test
  void stoppingInterruptsTheProgram() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Image image = BatchImage.of((request, log) -> {
      started.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException stopped) {
        interrupted.countDown();
        throw stopped;
      }
      return 0;
    });
    Container container = image.start(request(List.of(), List.of()));
    assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();

    container.stop(Duration.ZERO);

    assertThat(container.exit().timeout(5, TimeUnit.SECONDS).await()).isEqualTo(Container.STOPPED);
    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aLogReplaysWhatWasPrintedBeforeSomeoneListened() {
    ContainerLog log = new ContainerLog();
    List<String> heard = new ArrayList<>();
    log.print("one\ntwo\n");

    log.listen(heard::add);
    log.print("three");

    assertThat(heard).containsExactly("one", "two", "three");
  }

  @Test
  void aLogKeepsTheNewestLines() {
    ContainerLog log = new ContainerLog();

    for (int line = 0; line <= ContainerLog.LINES_MAX; line++) {
      log.print("line " + line);
    }

    assertThat(log.text()).startsWith("line 1\n").endsWith("line 5000\n");
  }

  @Test
  void pathsBelowAVolumeAreFoundOnTheHostAndOthersAreNot() {
    ContainerFiles files = new ContainerFiles(request(List.of(), List.of()), "/keptn/charts");

    assertThat(files.find("/keptn/charts/a.tgz")).contains(Path.of("/host/files/charts/a.tgz"));
    assertThat(files.find("a.tgz")).contains(Path.of("/host/files/charts/a.tgz"));
    assertThat(files.find("/keptn/../etc/passwd")).isEmpty();
    assertThat(files.find("/keptnish/a")).isEmpty();
  }

  @Test
  void anotherProgramThanTheImagesOwnIsRefused() {
    assertThat(EntryPoint.arguments(request(List.of("/usr/bin/helm"), List.of("list")), "helm"))
        .containsExactly("list");
    assertThatThrownBy(
            () -> EntryPoint.arguments(request(List.of("sh"), List.of("-c", "helm list")), "helm"))
        .hasMessageContaining("\"sh\": executable file not found");
  }

  private static ContainerRequest request(List<String> command, List<String> args) {
    return new ContainerRequest(
        "jobs",
        "pod",
        Map.of(),
        "main",
        "example/image:1",
        command,
        args,
        Map.of("KEPTN_PROJECT", "sockshop"),
        "",
        Map.of("/keptn", Path.of("/host/files")),
        List.of());
  }
}
