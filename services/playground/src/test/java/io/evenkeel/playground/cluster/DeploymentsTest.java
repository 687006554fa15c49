package io.evenkeel.playground.cluster;

import static io.evenkeel.playground.cluster.RunningCluster.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentsTest {

  static final String WEB = """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            terminationGracePeriodSeconds: 1
            containers:
              - name: server
                image: web:1
                ports: [{name: http, containerPort: 9000}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
      """;

  @TempDir
  Path directory;

  private RunningCluster running;

  @BeforeEach
  void start() {
    running = new RunningCluster(directory);
    running.apply(WEB);
    deployment().waitUntilCondition(DeploymentsTest::isComplete, 15, TimeUnit.SECONDS);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void itsPodsServeBehindTheService() {
    List<InetSocketAddress> endpoints = running.cluster.network().endpoints("web", "default", 80);
    Set<String> answers = endpoints.stream()
        .map(address ->
            running.fetch(URI.create("http://127.0.0.1:" + address.getPort())).strip())
        .collect(Collectors.toSet());

    assertThat(answers)
        .isEqualTo(
            pods().stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet()))
        .hasSize(2);
    assertThat(
            running.client.endpoints().withName("web").get().getSubsets().get(0).getAddresses())
        .hasSize(2);
    assertThat(running.cluster.network().pods()).allSatisfy(pod -> {
      assertThat(pod.services()).containsExactly("web");
      assertThat(pod.labels()).containsEntry("app", "web");
      assertThat(pod.metricsPort()).isPresent();
    });
  }

  @Test
  void scalingChangesThePodsAndNotTheRevision() {
    deployment().scale(3);
    await(
        "there are three endpoints",
        () -> running.cluster.network().endpoints("web", "default", 80).size() == 3);
    deployment().scale(1);
    await("there is one pod", () -> pods().size() == 1);

    assertThat(revision(deployment().get())).isEqualTo("1");
  }

  @Test
  void aNewImageIsRolledOutWithoutAGap() {
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    running
        .cluster
        .network()
        .onChange(() ->
            seen.add(running.cluster.network().endpoints("web", "default", 80).size()));

    setImage("web:2");
    await(
        "only new pods are left",
        () -> pods().size() == 2
            && pods().stream().allMatch(pod -> image(pod).equals("web:2"))
            && isComplete(deployment().get()));

    assertThat(seen).isNotEmpty().doesNotContain(0, 1);
    assertThat(revision(deployment().get())).isEqualTo("2");
    assertThat(replicaSets()).hasSize(2);
  }

  @Test
  void aBadImageLeavesTheOldPodsAlone() {
    setImage("nosuch:1");
    await("the new pod cannot pull its image", () -> pods().stream()
        .anyMatch(pod -> image(pod).equals("nosuch:1") && waitingFor(pod).contains("ImagePull")));

    assertThat(running.cluster.network().endpoints("web", "default", 80)).hasSize(2);
    assertThat(isComplete(deployment().get())).isFalse();

    setImage("web:1");
    await(
        "the old state is back", () -> isComplete(deployment().get()) && pods().size() == 2);
    assertThat(revision(deployment().get())).isEqualTo("3");
    assertThat(replicaSets()).hasSize(2);
  }

  @Test
  void aDeletedPodIsReplaced() {
    Pod gone = pods().get(0);

    running.client.resource(gone).delete();

    await("it is gone", () -> running.isGone(gone));
    await(
        "two pods serve",
        () -> running.cluster.network().endpoints("web", "default", 80).size() == 2);
  }

  @Test
  void deletingItDeletesEverythingItOwns() {
    deployment().delete();

    await("nothing is left", () -> replicaSets().isEmpty() && pods().isEmpty());
    assertThat(running.cluster.network().pods()).isEmpty();
    await("its files are gone", () -> RunningCluster.isEmpty(directory.resolve("pods")));
  }

  @Test
  void aRecreateStrategyEndsTheOldPodsFirst() {
    deployment().edit(deployment -> deployment
        .edit()
        .editSpec()
        .withNewStrategy()
        .withType("Recreate")
        .endStrategy()
        .endSpec()
        .build());
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    running
        .cluster
        .network()
        .onChange(() ->
            seen.add(running.cluster.network().endpoints("web", "default", 80).size()));

    setImage("web:2");
    await(
        "only new pods are left",
        () -> isComplete(deployment().get())
            && pods().stream().allMatch(pod -> image(pod).equals("web:2")));

    assertThat(seen).contains(0);
  }

  private void setImage(String image) {
    deployment().edit(deployment -> deployment
        .edit()
        .editSpec()
        .editTemplate()
        .editSpec()
        .editFirstContainer()
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build());
  }

  private RollableScalableResource<Deployment> deployment() {
    return running.client.apps().deployments().withName("web");
  }

  private List<Pod> pods() {
    return running.client.pods().withLabel("app", "web").list().getItems();
  }

  private List<ReplicaSet> replicaSets() {
    return running.client.apps().replicaSets().list().getItems();
  }

  private static String image(Pod pod) {
    return pod.getSpec().getContainers().get(0).getImage();
  }

  private static String waitingFor(Pod pod) {
    return pod.getStatus().getContainerStatuses().get(0).getState().getWaiting().getReason();
  }

  private static String revision(Deployment deployment) {
    return deployment
        .getMetadata()
        .getAnnotations()
        .getOrDefault("deployment.kubernetes.io/revision", "none");
  }

  static boolean isComplete(Deployment deployment) {
    Integer wanted = deployment.getSpec().getReplicas();
    return deployment
            .getMetadata()
            .getGeneration()
            .equals(deployment.getStatus().getObservedGeneration())
        && wanted.equals(deployment.getStatus().getReplicas())
        && wanted.equals(deployment.getStatus().getUpdatedReplicas())
        && wanted.equals(deployment.getStatus().getAvailableReplicas());
  }
}
