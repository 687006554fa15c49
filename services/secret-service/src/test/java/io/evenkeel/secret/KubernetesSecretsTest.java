package io.evenkeel.secret;

import static io.evenkeel.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.playground.cluster.Cluster;
import io.evenkeel.playground.cluster.ClusterConfig;
import io.evenkeel.playground.images.PlaygroundRuntime;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesSecretsTest extends SecretApiContract {

  private static final String NAMESPACE = "keptn";
  private static final Map<String, String> LABELS = Map.of(
      "app.kubernetes.io/managed-by", "keptn-secret-service", "app.kubernetes.io/scope", SCOPE);

  @TempDir
  static Path directory;

  static Vertx vertx;
  static Cluster cluster;
  static KubernetesClient kubernetes;
  static RunningService service;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    ClusterConfig config = new ClusterConfig(directory.resolve("cluster"), 0, Clock.systemUTC());
    cluster = await(Cluster.start(vertx, new PlaygroundRuntime(), config));
    kubernetes = new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
        .build();
    service = RunningService.start(
        directory, Map.of("KUBECONFIG", cluster.kubeconfig().toString()));
  }

  @AfterAll
  static void stop() {
    service.close();
    kubernetes.close();
    await(cluster.close());
    await(vertx.close());
  }

  @Override
  RunningService service() {
    return service;
  }

  @Test
  void aSecretIsAnOpaqueKubernetesSecretWithLabels() {
    service.create("x", SCOPE, Map.of("token", "abc"));

    Secret secret = kubernetes.secrets().inNamespace(NAMESPACE).withName("x").get();
    assertThat(secret.getType()).isEqualTo("Opaque");
    assertThat(secret.getMetadata().getLabels()).containsAllEntriesOf(LABELS);
    assertThat(secret.getData()).containsOnly(Map.entry("token", "YWJj"));
    assertThat(directory.resolve("secrets.json")).doesNotExist();
  }

  @Test
  void theServiceAccountOfTheScopeMayReadItsSecretsAndNoOther() {
    service.create("b", SCOPE, Map.of());
    service.create("a", SCOPE, Map.of());
    service.create("c", OTHER_SCOPE, Map.of());

    Role role = role("keptn-secrets-default-read");
    assertThat(role.getMetadata().getLabels()).containsAllEntriesOf(LABELS);
    assertThat(role.getRules()).singleElement().satisfies(rule -> {
      assertThat(rule.getApiGroups()).containsExactly("");
      assertThat(rule.getResources()).containsExactly("secrets");
      assertThat(rule.getVerbs()).containsExactly("get");
      assertThat(rule.getResourceNames()).containsExactly("a", "b");
    });
    RoleBinding binding = kubernetes
        .rbac()
        .roleBindings()
        .inNamespace(NAMESPACE)
        .withName("keptn-default-rolebinding")
        .get();
    assertThat(binding.getMetadata().getLabels()).containsAllEntriesOf(LABELS);
    assertThat(binding.getRoleRef().getName()).isEqualTo("keptn-secrets-default-read");
    assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
      assertThat(subject.getKind()).isEqualTo("ServiceAccount");
      assertThat(subject.getName()).isEqualTo(SCOPE);
      assertThat(subject.getNamespace()).isEqualTo(NAMESPACE);
    });
  }

  @Test
  void theRolesGoWithTheLastSecretOfTheScope() {
    service.create("a", SCOPE, Map.of());
    service.create("b", SCOPE, Map.of());

    service.delete("a", SCOPE);
    assertThat(role("keptn-secrets-default-read").getRules())
        .extracting(PolicyRule::getResourceNames)
        .containsExactly(List.of("b"));
    service.delete("other", SCOPE);
    assertThat(role("keptn-secrets-default-read")).isNotNull();

    service.delete("b", SCOPE);
    assertThat(kubernetes.rbac().roles().inNamespace(NAMESPACE).list().getItems())
        .isEmpty();
    assertThat(kubernetes.rbac().roleBindings().inNamespace(NAMESPACE).list().getItems())
        .isEmpty();
  }

  @Test
  void secretsOfOthersAreNeitherShownNorTouched() {
    service.create("ours", SCOPE, Map.of());
    Secret foreign = new SecretBuilder()
        .withNewMetadata()
        .withName("keptn-api-token")
        .withNamespace(NAMESPACE)
        .endMetadata()
        .addToStringData("token", "t")
        .build();
    kubernetes.resource(foreign).create();

    assertThat(service.listed()).containsExactly("ours keptn-default []");
    check(
        service.update("keptn-api-token", SCOPE, Map.of("token", "mine")),
        404,
        "Unable to update secret: secret not found");
    check(
        service.delete("keptn-api-token", SCOPE), 404, "Unable to delete secret: secret not found");
    check(
        service.create("keptn-api-token", SCOPE, Map.of()),
        409,
        "Unable to create secret: secret already exists");
    assertThat(kubernetes.resource(foreign).get().getData()).containsEntry("token", "dA==");
    kubernetes.resource(foreign).delete();
  }

  @Test
  void aSecretWhoseRoleCanNotBeMadeIsTakenBack() {
    Role foreign = new RoleBuilder()
        .withNewMetadata()
        .withName("keptn-dynatrace-svc-read")
        .withNamespace(NAMESPACE)
        .endMetadata()
        .build();
    service.create("a", SCOPE, Map.of());
    kubernetes.resource(foreign).create();

    check(
        service.create("x", OTHER_SCOPE, Map.of()),
        500,
        "Unable to create secret: Role keptn-dynatrace-svc-read is there already and was made by"
            + " somebody else; rename one of them");
    assertThat(kubernetes.secrets().inNamespace(NAMESPACE).withName("x").get()).isNull();

    kubernetes.resource(foreign).delete();
    assertThat(service.create("x", OTHER_SCOPE, Map.of()).status()).isEqualTo(201);
  }

  @Test
  void everyCapabilityOfAScopeIsBound() throws Exception {
    Path scopes = directory.resolve("scopes.yaml");
    Files.writeString(scopes, """
        Scopes:
          both: {Capabilities: {look: {Permissions: [get]}, find: {Permissions: [list]}}}
          none: {}
        """);
    Map<String, String> environment = Map.of(
        "KUBECONFIG", cluster.kubeconfig().toString(),
        "EVENKEEL_SECRET_SCOPES", scopes.toString());
    try (RunningService other = RunningService.start(directory.resolve("other"), environment)) {
      assertThat(other.create("p", "both", Map.of()).status()).isEqualTo(201);
      assertThat(other.create("q", "none", Map.of()).status()).isEqualTo(201);

      assertThat(kubernetes.rbac().roleBindings().inNamespace(NAMESPACE).list().getItems())
          .extracting(binding ->
              binding.getMetadata().getName() + " " + binding.getRoleRef().getName())
          .containsExactlyInAnyOrder("both-rolebinding look", "find-rolebinding find");
      assertThat(other.delete("p", "both").status()).isEqualTo(200);
      assertThat(other.delete("q", "none").status()).isEqualTo(200);
    }
  }

  @Test
  void theKeyOfAClusterIsTheClustersMatter() {
    check(
        service.send("rotateSecretKey", ""),
        409,
        "Unable to rotate the key: the secrets are Kubernetes Secrets: their encryption is the"
            + " cluster's matter");
  }

  @Test
  void aClusterThatIsAwayIsSaidSo() throws Exception {
    Path kubeconfig = directory.resolve("gone.yaml");
    Files.writeString(
        kubeconfig,
        Files.readString(cluster.kubeconfig()).replaceAll("127.0.0.1:\\d+", "127.0.0.1:1"));
    try (RunningService other = RunningService.start(
        directory.resolve("away"), Map.of("KUBECONFIG", kubeconfig.toString()))) {
      assertThat(other.query("getSecrets", Map.of()).message())
          .startsWith("Unable to get secret: could not retrieve secrets: the Kubernetes API does"
              + " not answer: ");
    }
  }

  private static Role role(String name) {
    return kubernetes.rbac().roles().inNamespace(NAMESPACE).withName(name).get();
  }
}
