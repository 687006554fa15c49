package io.evenkeel.system;

import static io.evenkeel.system.Chart.at;
import static io.evenkeel.system.Chart.list;
import static io.evenkeel.system.Chart.ofKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Helm chart says what it should, for the defaults and for what operators change. */
class ChartTest {

  private static final String TESTS = "# Source: evenkeel/templates/tests/";
  private static final String KEEPER = "evenkeel-secret-service";
  private static final String ROUTE = "routes: {files: {a.camel.yaml: '- route: {}'}}";

  @Test
  void theChartHasNothingToComplainAbout() {
    LintResult lint = Chart.lint();

    assertThat(lint.isFailed()).as(() -> lint.getMessages().toString()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keptnNames: false",
        "dev/values.yaml",
        "manifests/values.yaml",
        "persistence: {enabled: false}",
        "routes: {existingConfigMap: mine}",
        "imagePullSecrets: [{name: mine}]",
        "jobs: {networkPolicy: {enabled: true}}"
      })
  void everyContainerIsBoundedAndHasNoRightsOnItsNode(String setting) {
    List<Map<String, Object>> objects = Chart.objects(setting);

    assertThat(Chart.pods(objects)).hasSize(2).allSatisfy(pod -> {
      assertThat(at(pod, "securityContext", "runAsNonRoot")).isEqualTo(true);
      assertThat(at(pod, "securityContext", "seccompProfile", "type")).isEqualTo("RuntimeDefault");
      assertThat(list(pod, "containers")).isNotEmpty().allSatisfy(ChartTest::isBounded);
    });
  }

  private static void isBounded(Map<String, Object> container) {
    assertThat(Json.object(at(container, "resources", "limits"))).containsKeys("cpu", "memory");
    assertThat(Json.object(at(container, "resources", "requests"))).containsKeys("cpu", "memory");
    Map<String, Object> security = Json.object(container.get("securityContext"));
    assertThat(security)
        .containsEntry("readOnlyRootFilesystem", true)
        .containsEntry("allowPrivilegeEscalation", false)
        .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
  }

  @Test
  void theServerIsOneProcessThatKubernetesCanProbe() {
    Map<String, Object> deployment = Chart.deployment();

    assertThat(at(deployment, "spec", "replicas")).isIn(1, 1L);
    assertThat(at(deployment, "spec", "strategy", "type")).isEqualTo("Recreate");
    Map<String, Object> server =
        list(Chart.pod(deployment), "containers").findFirst().orElseThrow();
    assertThat(at(server, "livenessProbe", "httpGet", "path")).isEqualTo("/health/live");
    assertThat(at(server, "startupProbe", "httpGet", "path")).isEqualTo("/health/live");
    assertThat(at(server, "readinessProbe", "httpGet", "path")).isEqualTo("/health/ready");
  }

  /** They would be called EVENKEEL_PORT and the like, which are settings. */
  @Test
  void kubernetesAddsNoVariablesForServices() {
    assertThat(Chart.pods(Chart.objects()))
        .allSatisfy(pod -> assertThat(pod).containsEntry("enableServiceLinks", false));
  }

  @Test
  void theServerIsToldWhereItIsAndWhatItMayUse() {
    assertThat(environment("jobs: {namespace: jobs}", "sli: {prometheus: 'http://prometheus'}"))
        .containsEntry("EVENKEEL_PLAYGROUND", "false")
        .containsEntry("EVENKEEL_JOB_API", "http://evenkeel.evenkeel/api")
        .containsEntry("EVENKEEL_JOB_NAMESPACE", "jobs")
        .containsEntry("INIT_CONTAINER_IMAGE", "docker.io/evenkeel/evenkeel:0.1.0")
        .containsEntry("EVENKEEL_PROMETHEUS_ENDPOINT", "http://prometheus");
    assertThat(environment("service: {port: 8000}", "extraEnv: [{name: LOG, value: x}]"))
        .containsEntry("EVENKEEL_JOB_API", "http://evenkeel.evenkeel:8000/api")
        .containsEntry("LOG", "x")
        .doesNotContainKeys("EVENKEEL_PROMETHEUS_ENDPOINT", "EVENKEEL_SLI_PROVIDER");
  }

  @Test
  void prometheusFindsTheNumbersAndACollectorGetsTheTraces() {
    Map<String, Object> deployment = Chart.deployment("tracing: {endpoint: 'http://otel:4318'}");
    assertThat(Json.object(at(deployment, "spec", "template", "metadata", "annotations")))
        .containsEntry("prometheus.io/scrape", "true")
        .containsEntry("prometheus.io/port", "8081");
    assertThat(environment("tracing: {endpoint: 'http://otel:4318'}"))
        .containsEntry("EVENKEEL_HEALTH_PORT", "8081")
        .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel:4318");
    assertThat(environment()).doesNotContainKey("OTEL_EXPORTER_OTLP_ENDPOINT");
    assertThat(ofKind(Chart.objects(), "PodMonitor")).isEmpty();
    Map<String, Object> monitor = ofKind(
            Chart.objects("monitoring: {podMonitor: {enabled: true, labels: {team: x}}}"),
            "PodMonitor")
        .get(0);
    assertThat(Json.object(at(monitor, "metadata", "labels"))).containsEntry("team", "x");
    assertThat(at(monitor, "spec", "selector", "matchLabels"))
        .isEqualTo(at(deployment, "spec", "selector", "matchLabels"));
  }

  private static Map<Object, Object> environment(String... settings) {
    Map<Object, Object> environment = new HashMap<>();
    list(Chart.pod(Chart.deployment(settings)), "containers")
        .flatMap(container -> list(container, "env"))
        .forEach(variable -> environment.put(variable.get("name"), variable.get("value")));
    return environment;
  }

  @Test
  void rightsEndAtTheNamespaceOfTheJobsUnlessAskedFor() {
    List<Map<String, Object>> objects = Chart.objects("jobs: {namespace: jobs}");

    assertThat(ofKind(objects, "ClusterRole")).isEmpty();
    assertThat(ofKind(objects, "ClusterRoleBinding")).isEmpty();
    assertThat(ofKind(objects, "RoleBinding"))
        .filteredOn(binding -> !at(binding, "metadata", "name").equals(KEEPER))
        .isNotEmpty()
        .allSatisfy(binding -> assertThat(at(binding, "metadata", "namespace")).isEqualTo("jobs"));
    assertThat(ofKind(objects, "Role"))
        .flatExtracting(role -> list(role, "rules").toList())
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.toString()).doesNotContain("*"));
  }

  @Test
  void theServerKeepsSecretsInItsOwnNamespace() {
    List<Map<String, Object>> bindings = ofKind(Chart.objects(), "RoleBinding").stream()
        .filter(binding -> at(binding, "metadata", "name").equals(KEEPER))
        .toList();

    assertThat(bindings).singleElement().satisfies(binding -> {
      assertThat(at(binding, "metadata", "namespace")).isEqualTo("evenkeel");
      assertThat(list(binding, "subjects"))
          .extracting(subject -> subject.get("name"))
          .containsExactly("evenkeel");
    });
  }

  @Test
  void helmMayChangeTheListedNamespacesOnly() {
    List<Map<String, Object>> bindings =
        ofKind(Chart.objects("deploy: {namespaces: [shop-qa, shop-live]}"), "RoleBinding").stream()
            .filter(binding -> at(binding, "roleRef", "name").equals("edit"))
            .toList();

    assertThat(bindings)
        .extracting(binding -> at(binding, "metadata", "namespace"))
        .containsExactlyInAnyOrder("shop-qa", "shop-live");
    assertThat(bindings).allSatisfy(binding -> assertThat(list(binding, "subjects"))
        .extracting(subject -> subject.get("name"))
        .containsExactlyInAnyOrder("jes-deploy-using-helm", "evenkeel"));
  }

  @Test
  void rightsInTheWholeClusterAreGivenOnRequest() {
    assertThat(ofKind(Chart.objects("deploy: {clusterWide: true}"), "ClusterRoleBinding"))
        .extracting(binding -> at(binding, "roleRef", "name"))
        .containsExactly("edit");
    assertThat(ofKind(Chart.objects("jobs: {anyNamespace: true}"), "ClusterRoleBinding"))
        .extracting(binding -> at(binding, "roleRef", "name"))
        .containsExactly("evenkeel:evenkeel:jobs");
  }

  @Test
  void dataIsClaimedUnlessPersistenceIsOffOrThereIsAClaim() {
    assertThat(ofKind(Chart.objects(), "PersistentVolumeClaim")).hasSize(1);
    assertThat(ofKind(Chart.objects("persistence: {existingClaim: mine}"), "PersistentVolumeClaim"))
        .isEmpty();
    assertThat(volume("persistence: {existingClaim: mine}", "data").toString()).contains("mine");
    assertThat(volume("persistence: {enabled: false}", "data")).containsKey("emptyDir");
  }

  @Test
  void routeFilesAreMountedBesideThoseThatShipOrInTheirPlace() {
    assertThat(ofKind(Chart.objects(), "ConfigMap")).isEmpty();
    assertThat(ofKind(Chart.objects(ROUTE), "ConfigMap")).hasSize(1);
    assertThat(volume(ROUTE, "custom-routes").toString()).contains("evenkeel-routes");
    assertThat(environment(ROUTE)).containsEntry("EVENKEEL_ROUTES", "/routes");
    assertThat(environment(ROUTE, "routes: {shipped: false}"))
        .containsEntry("EVENKEEL_ROUTES", "/routes/custom");
  }

  private static Map<String, Object> volume(String setting, String name) {
    return list(Chart.pod(Chart.deployment(setting)), "volumes")
        .filter(volume -> name.equals(volume.get("name")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void clientsOfKeptnFindTheServiceTheyKnow() {
    assertThat(ofKind(Chart.objects("keptnNames: true"), "Service"))
        .extracting(service -> at(service, "metadata", "name"))
        .containsExactlyInAnyOrder("evenkeel", "api-gateway-nginx");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicaCount: 2                        | replicaCount",
        "service: {port: 0}                     | /service/port",
        "service: {port: eighty}                | /service/port",
        "image: {pullPolicy: Sometimes}         | /image/pullPolicy",
        "image: {repository: 'evenkeel:latest'} | /image/repository",
        "persistence: {size: lots}              | /persistence/size",
        "resources: {limits: {cpu: fast}}       | /resources/limits/cpu",
        "resources: {limits: null}              | /resources",
        "sli: {prometheus: 'prometheus:9090'}   | /sli/prometheus",
        "jobs: {namespace: My_Jobs}             | /jobs/namespace",
        "deploy: {namespaces: [ok, UPPER]}      | /deploy/namespaces/1",
        "routes: {files: {a.txt: x}}            | /routes/files",
        "extraEnv: [{value: nameless}]          | /extraEnv/0"
      })
  void aWrongValueIsRefusedWithItsPlace(String setting, String place) {
    assertThatThrownBy(() -> Chart.text(setting)).hasMessageContaining(place);
  }

  /** To write it anew: {@code mvn -pl services/system-tests test -Dmanifests.write=true}. */
  @Test
  void thePlainManifestsAreWhatTheChartSays() throws IOException {
    Path file = Chart.K8S.resolve("manifests/evenkeel.yaml");
    String rendered = "# Generated from k8s/chart with k8s/manifests/values.yaml; do not edit.\n"
        + withoutTests(Chart.text("manifests/values.yaml"));
    if (Boolean.getBoolean("manifests.write")) {
      Files.writeString(file, rendered);
    }

    assertThat(file)
        .as("stale; run this test with -Dmanifests.write=true")
        .content()
        .isEqualTo(rendered);
  }

  private static String withoutTests(String rendered) {
    StringBuilder kept = new StringBuilder();
    for (String document : rendered.split("(?m)^---\\n", -1)) {
      if (!document.isBlank() && !document.startsWith(TESTS)) {
        kept.append("---\n").append(document);
      }
    }
    return kept.toString();
  }
}
