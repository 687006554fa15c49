package io.evenkeel.camel.helm;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Secrets in which Helm keeps a release's revisions, and beside them one of ours that says
 * which operation is making the next revision: Helm writes no such thing, so after a crash nobody
 * could tell whose half-made revision lies there.
 */
final class ReleaseStore implements AutoCloseable {

  private static final int NOT_FOUND = 404;
  private static final String INTENT_TYPE = "evenkeel.io/helm-operation";

  private final KubernetesClient kubernetes;
  private final String namespace;
  private final String release;

  private ReleaseStore(KubernetesClient kubernetes, String namespace, String release) {
    this.kubernetes = kubernetes;
    this.namespace = namespace;
    this.release = release;
  }

  /** Opens the cluster {@code command} is meant for; closed with {@link #close}. */
  static ReleaseStore of(HelmCommand command) {
    Config config = command.kubeconfig() == null
        ? Config.autoConfigure(null)
        : Config.fromKubeconfig(command.kubeconfig().toFile());
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    String implied = client.getNamespace() == null ? "default" : client.getNamespace();
    String namespace = command.namespace().isEmpty() ? implied : command.namespace();
    return new ReleaseStore(client, namespace, command.release());
  }

  /** All revisions, oldest first. */
  List<ReleaseRecord> revisions() {
    return secrets()
        .map(secret -> ReleaseRecord.decode(data(secret, "release")))
        .toList();
  }

  /** Removes one revision as if it had never been begun. */
  void forget(int revision) {
    kubernetes.secrets().inNamespace(namespace).withName(secretName(revision)).delete();
  }

  /** Keeps the newest {@code max} revisions and, wherever it is, the deployed one. */
  void prune(int max) {
    List<Secret> all = secrets().toList();
    int surplus = max == 0 ? 0 : all.size() - max;
    all.stream()
        .filter(secret -> !"deployed".equals(label(secret, "status")))
        .limit(Math.max(0, surplus))
        .forEach(secret -> kubernetes.resource(secret).delete());
  }

  /** Records that {@code operation} is about to make {@code revision}. */
  void begin(String operation, int revision) {
    Secret intent = new SecretBuilder()
        .withNewMetadata()
        .withName(intentName())
        .withNamespace(namespace)
        .addToLabels("app.kubernetes.io/managed-by", "evenkeel")
        .endMetadata()
        .withType(INTENT_TYPE)
        .withData(
            Map.of("operation", base64(operation), "revision", base64(Integer.toString(revision))))
        .build();
    kubernetes.resource(intent).createOr(existing -> existing.update());
  }

  /** True if {@code revision} is the one that {@code operation} recorded it would make. */
  boolean isMadeBy(String operation, int revision) {
    Secret intent =
        kubernetes.secrets().inNamespace(namespace).withName(intentName()).get();
    return intent != null
        && operation.equals(text(intent, "operation"))
        && Integer.toString(revision).equals(text(intent, "revision"));
  }

  /** Forgets the intent of a release that is gone. */
  void end() {
    kubernetes.secrets().inNamespace(namespace).withName(intentName()).delete();
  }

  /** Creates the namespace before anything is recorded in it, with the label Helm gives it. */
  void createNamespace() {
    if (kubernetes.namespaces().withName(namespace).get() == null) {
      createNamespaceUnlessJustCreated();
    }
  }

  private void createNamespaceUnlessJustCreated() {
    Namespace resource = new NamespaceBuilder()
        .withNewMetadata()
        .withName(namespace)
        .addToLabels("name", namespace)
        .endMetadata()
        .build();
    try {
      kubernetes.resource(resource).create();
    } catch (KubernetesClientException e) {
      if (kubernetes.namespaces().withName(namespace).get() == null) {
        throw e;
      }
    }
  }

  private Stream<Secret> secrets() {
    try {
      return kubernetes
          .secrets()
          .inNamespace(namespace)
          .withLabels(Map.of("owner", "helm", "name", release))
          .list()
          .getItems()
          .stream()
          .sorted(Comparator.comparingInt(ReleaseStore::revision));
    } catch (KubernetesClientException e) {
      if (e.getCode() == NOT_FOUND) {
        return Stream.empty();
      }
      throw e;
    }
  }

  private static int revision(Secret secret) {
    return Integer.parseInt(label(secret, "version"));
  }

  private static String label(Secret secret, String name) {
    return Optional.ofNullable(secret.getMetadata().getLabels().get(name)).orElse("");
  }

  private static String data(Secret secret, String key) {
    Map<String, String> data = secret.getData();
    return data == null ? "" : data.getOrDefault(key, "");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Secret secret, String key) {
    byte[] decoded = Base64.getDecoder().decode(data(secret, key));
    return new String(decoded, StandardCharsets.UTF_8);
  }

  private String secretName(int revision) {
    return "sh.helm.release.v1." + release + ".v" + revision;
  }

  private String intentName() {
    return "evenkeel.operation.v1." + release;
  }

  @Override
  public void close() {
    kubernetes.close();
  }
}
