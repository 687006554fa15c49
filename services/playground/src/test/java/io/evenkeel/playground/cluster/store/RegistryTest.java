package io.evenkeel.playground.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTest {

  private static final String DEPLOYMENT = """
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: server, image: 'web:1'}]}
      """;

  private final Registry registry = new Registry(
      new ObjectStore(), Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));

  @BeforeEach
  void makeNamespace() {
    registry.create(Kinds.NAMESPACE, "", tree("metadata: {name: shop}"), false);
  }

  @Test
  void aNewObjectIsDefaultedAndHasItsIdentity() {
    KubeObject made = create(Kinds.DEPLOYMENT, DEPLOYMENT);

    assertThat(made.uid()).isNotEmpty();
    assertThat(made.generation()).isOne();
    assertThat(made.metadata().path("creationTimestamp").asText())
        .isEqualTo("2026-01-01T00:00:00Z");
    assertThat(made.spec().path("replicas").asInt()).isOne();
    assertThat(made.spec().at("/template/spec/restartPolicy").asText()).isEqualTo("Always");
  }

  @Test
  void theGenerationCountsChangesOfTheSpecOnly() {
    KubeObject made = create(Kinds.DEPLOYMENT, DEPLOYMENT);

    KubeObject labelled =
        update(made, json -> json.withObject("/metadata/labels").put("a", "b"));
    KubeObject scaled = update(labelled, json -> json.withObject("/spec").put("replicas", 3));

    assertThat(labelled.generation()).isOne();
    assertThat(scaled.generation()).isEqualTo(2);
    assertThat(update(scaled, json -> {}).resourceVersion()).isEqualTo(scaled.resourceVersion());
  }

  @Test
  void aStaleVersionIsAConflict() {
    KubeObject made = create(Kinds.DEPLOYMENT, DEPLOYMENT);
    update(made, json -> json.withObject("/spec").put("replicas", 3));

    refused(409, "the object has been modified", () -> {
      KubeObject now = registry.get(Kinds.DEPLOYMENT, "shop", "web");
      registry.update(now, made.json().deepCopy(), false);
    });
  }

  @Test
  void aMissingNamespaceOrObjectIsNotFoundByName() {
    refused(
        404,
        "namespaces \"nowhere\" not found",
        () -> registry.create(Kinds.CONFIG_MAP, "nowhere", tree("metadata: {name: c}"), false));
    refused(
        404,
        "deployments.apps \"web\" not found",
        () -> registry.get(Kinds.DEPLOYMENT, "shop", "web"));
  }

  @Test
  void aNameIsTakenOnce() {
    create(Kinds.DEPLOYMENT, DEPLOYMENT);

    refused(
        409, "deployments.apps \"web\" already exists", () -> create(Kinds.DEPLOYMENT, DEPLOYMENT));
  }

  @Test
  void aGeneratedNameBeginsAsAsked() {
    assertThat(create(Kinds.CONFIG_MAP, "metadata: {generateName: c-}").name())
        .matches("c-[a-z0-9]{5}");
  }

  @Test
  void aDryRunStoresNothing() {
    registry.create(Kinds.DEPLOYMENT, "shop", tree(DEPLOYMENT), true);

    assertThat(registry.store().list(Kinds.DEPLOYMENT, "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec: {replicas: -1} | spec.replicas: Invalid value",
        "spec: {template: {spec: {containers: []}}}"
            + " | spec.template.spec.containers: Required value",
        "spec: {selector: null} | spec.selector: Required value",
        "spec: {selector: {matchLabels: {app: x}}} | `selector` does not match template `labels`",
        "spec: {template: {spec: {restartPolicy: Never}}} | restartPolicy: Unsupported value",
        "metadata: {name: Not_A_Name} | metadata.name: Invalid value: \"Not_A_Name\"",
        "metadata: {labels: {a: 'b c'}} | a valid label must be an empty string or consist",
        "spec: {template: {spec: {containers: [{name: x, image: y, volumeMounts: [{name: v}]}]}}}"
            + " | volumeMounts[0].name: Not found: \"v\""
      })
  void whatIsWrongIsNamedWithItsField(String change, String expected) {
    ObjectNode body =
        io.evenkeel.playground.cluster.patch.MergePatch.apply(tree(DEPLOYMENT), tree(change));

    refused(422, expected, () -> registry.create(Kinds.DEPLOYMENT, "shop", body, false));
  }

  @Test
  void anImmutableFieldStaysAsItIs() {
    KubeObject made = create(Kinds.DEPLOYMENT, DEPLOYMENT);

    refused(
        422,
        "spec.selector: Invalid value",
        () -> update(made, json -> {
          json.withObject("/spec/selector/matchLabels").put("more", "x");
          json.withObject("/spec/template/metadata/labels").put("more", "x");
        }));
  }

  @Test
  void aFinalizerHoldsAnObjectUntilItIsRemoved() {
    KubeObject made = create(Kinds.CONFIG_MAP, "metadata: {name: c, finalizers: [x/y]}");
    registry.delete(made, DeleteOptions.BACKGROUND);
    KubeObject waiting = registry.get(Kinds.CONFIG_MAP, "shop", "c");

    assertThat(waiting.deleting()).isTrue();
    update(waiting, json -> json.withObject("/metadata").remove("finalizers"));

    assertThat(registry.store().find(Kinds.CONFIG_MAP, "shop", "c")).isEmpty();
  }

  @Test
  void aSecretsPlainTextIsEncoded() {
    KubeObject secret =
        create(Kinds.SECRET, "{metadata: {name: s}, stringData: {password: geheim}}");

    assertThat(secret.json().path("data").path("password").asText()).isEqualTo("Z2VoZWlt");
    assertThat(secret.json().has("stringData")).isFalse();
  }

  @Test
  void servicesGetAddressesOfTheirOwn() {
    String spec = "spec: {type: NodePort, ports: [{port: 80}]}";
    KubeObject one = create(Kinds.SERVICE, "{metadata: {name: one}, " + spec + "}");
    KubeObject two = create(Kinds.SERVICE, "{metadata: {name: two}, " + spec + "}");

    assertThat(one.spec().path("clusterIP")).isNotEqualTo(two.spec().path("clusterIP"));
    assertThat(one.spec().at("/ports/0/nodePort")).isNotEqualTo(two.spec().at("/ports/0/nodePort"));
  }

  @Test
  void aForgottenHistoryIsGone() {
    long before = registry.store().version();
    for (int i = 0; i <= ObjectStore.HISTORY_MAX; i++) {
      create(Kinds.CONFIG_MAP, "metadata: {generateName: c-}");
    }

    refused(410, "too old resource version", () -> registry.store().changesAfter(before));
  }

  private KubeObject create(Kind kind, String yaml) {
    return registry.create(kind, "shop", tree(yaml), false);
  }

  private KubeObject update(KubeObject object, java.util.function.Consumer<ObjectNode> change) {
    return registry.update(object, object.edit(change).json(), false);
  }

  private static void refused(int code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            StatusException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static ObjectNode tree(String yaml) {
    return (ObjectNode) Tree.parseYaml(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
