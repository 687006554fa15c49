package io.evenkeel.system;

import static io.evenkeel.system.Chart.at;
import static io.evenkeel.system.Chart.list;
import static io.evenkeel.system.Chart.ofKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Helm chart with a Deployment for each service. */
class MeshChartTest {

  private static final String MESH = "{mode: mesh, mesh: {store: {existingSecret: database}}}";
  private static final List<String> ACTING =
      List.of("evenkeel-job-executor", "evenkeel-secret-service");
  private static final List<Map<String, Object>> OBJECTS = Chart.objects(MESH);
  private static final List<Map<String, Object>> DEPLOYMENTS = ofKind(OBJECTS, "Deployment");

  private static String name(Map<String, Object> object) {
    return String.valueOf(at(object, "metadata", "name"));
  }

  private static Map<String, Object> container(Map<String, Object> deployment) {
    return list(Chart.pod(deployment), "containers").findFirst().orElseThrow();
  }

  private static Map<String, Object> variable(Map<String, Object> deployment, String name) {
    return list(container(deployment), "env")
        .filter(variable -> name.equals(variable.get("name")))
        .findFirst()
        .orElse(Map.of());
  }

  @Test
  void everyServiceHasADeploymentAndADisruptionBudget() {
    assertThat(DEPLOYMENTS)
        .extracting(MeshChartTest::name)
        .containsExactlyInAnyOrder(
            "evenkeel-api-gateway",
            "evenkeel-approval-service",
            "evenkeel-job-executor",
            "evenkeel-lighthouse-service",
            "evenkeel-prometheus-service",
            "evenkeel-remediation-service",
            "evenkeel-resource-service",
            "evenkeel-secret-service",
            "evenkeel-shipyard-controller");
    assertThat(ofKind(OBJECTS, "PodDisruptionBudget")).hasSameSizeAs(DEPLOYMENTS);
  }

  @Test
  void aPodEndsOnlyWhenAnotherIsReady() {
    assertThat(DEPLOYMENTS).allSatisfy(deployment -> {
      Map<String, Object> update = Json.object(at(deployment, "spec", "strategy", "rollingUpdate"));
      assertThat(String.valueOf(update.get("maxUnavailable"))).isEqualTo("0");
      assertThat(at(container(deployment), "readinessProbe", "httpGet", "path"))
          .isEqualTo("/health/ready");
      assertThat(Integer.parseInt(
              String.valueOf(at(Chart.pod(deployment), "terminationGracePeriodSeconds"))))
          .isGreaterThan(30);
    });
  }

  @Test
  void onlyTheJobExecutorAndTheSecretServiceHaveRightsInTheCluster() {
    assertThat(DEPLOYMENTS).allSatisfy(deployment -> {
      boolean acts = ACTING.contains(name(deployment));
      assertThat(Chart.pod(deployment))
          .containsEntry("automountServiceAccountToken", acts)
          .containsEntry("serviceAccountName", acts ? name(deployment) : "evenkeel");
    });
    assertThat(ofKind(OBJECTS, "RoleBinding"))
        .flatExtracting(binding -> list(binding, "subjects").toList())
        .extracting(subject -> subject.get("name"))
        .containsAll(ACTING)
        .doesNotContain("evenkeel");
  }

  @Test
  void eachOfThemHasTheRightsOfItsOwnWorkOnly() {
    assertThat(rulesOf("evenkeel-secret-service"))
        .contains("secrets", "rolebindings")
        .doesNotContain("jobs", "pods", "*");
    assertThat(rulesOf("evenkeel-job-executor"))
        .contains("jobs", "pods")
        .doesNotContain("rolebindings", "*");
  }

  private static String rulesOf(String account) {
    List<Object> roles = ofKind(OBJECTS, "RoleBinding").stream()
        .filter(binding ->
            list(binding, "subjects").anyMatch(subject -> account.equals(subject.get("name"))))
        .map(binding -> at(binding, "roleRef", "name"))
        .toList();
    return ofKind(OBJECTS, "Role").stream()
        .filter(role -> roles.contains(name(role)))
        .map(role -> String.valueOf(role.get("rules")))
        .collect(Collectors.joining());
  }

  @Test
  void theTokenIsGivenToThoseWhoNeedItOnly() {
    assertThat(DEPLOYMENTS)
        .filteredOn(deployment -> !variable(deployment, "EVENKEEL_API_TOKEN").isEmpty())
        .extracting(MeshChartTest::name)
        .containsExactlyInAnyOrder("evenkeel-api-gateway", "evenkeel-job-executor");
  }

  @Test
  void theStoreComesFromASecretAndTheOthersFromTheDomainNameSystem() {
    assertThat(DEPLOYMENTS).allSatisfy(deployment -> {
      assertThat(at(variable(deployment, "EVENKEEL_STORE"), "valueFrom", "secretKeyRef", "name"))
          .isEqualTo("database");
      assertThat(variable(deployment, "EVENKEEL_CLUSTER_DNS"))
          .containsEntry("value", "evenkeel-mesh.evenkeel");
    });
    Map<String, Object> peers = ofKind(OBJECTS, "Service").stream()
        .filter(service -> name(service).equals("evenkeel-mesh"))
        .findFirst()
        .orElseThrow();
    assertThat(at(peers, "spec", "clusterIP")).isEqualTo("None");
    assertThat(at(peers, "spec", "publishNotReadyAddresses")).isEqualTo(true);
  }

  @Test
  void clientsReachTheGatewayOnly() {
    Map<String, Object> front = ofKind(OBJECTS, "Service").stream()
        .filter(service -> name(service).equals("evenkeel"))
        .findFirst()
        .orElseThrow();

    assertThat(Json.object(at(front, "spec", "selector")))
        .containsEntry("app.kubernetes.io/component", "api-gateway");
  }

  @Test
  void everyContainerIsBoundedAndHasNoRightsOnItsNode() {
    assertThat(Chart.pods(OBJECTS)).allSatisfy(pod -> {
      assertThat(at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
      assertThat(pod).containsEntry("enableServiceLinks", false);
      assertThat(list(pod, "containers")).allSatisfy(container -> {
        assertThat(Json.object(at(container, "resources", "limits"))).containsKeys("cpu", "memory");
        assertThat(Json.object(container.get("securityContext")))
            .containsEntry("readOnlyRootFilesystem", true);
      });
    });
  }

  @Test
  void replicasCanBeSetForEachService() {
    List<Map<String, Object>> deployments = ofKind(
        Chart.objects(MESH, "mesh: {replicas: 3, replicasOf: {api-gateway: 5}}"), "Deployment");

    assertThat(deployments)
        .allSatisfy(deployment -> assertThat(String.valueOf(at(deployment, "spec", "replicas")))
            .isEqualTo(name(deployment).equals("evenkeel-api-gateway") ? "5" : "3"));
  }

  @Test
  void aMeshWithoutAStoreIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> Chart.text("mode: mesh"))
        .hasMessageContaining("mesh.store.existingSecret");
  }

  @Test
  void theRepositoriesAreMountedByTheResourceServiceAlone() {
    assertThat(DEPLOYMENTS)
        .filteredOn(deployment -> list(Chart.pod(deployment), "volumes")
            .anyMatch(volume -> Objects.nonNull(volume.get("persistentVolumeClaim"))))
        .extracting(MeshChartTest::name)
        .containsExactly("evenkeel-resource-service");
  }
}
