package io.evenkeel.secret;

import io.evenkeel.kit.Refusal;
import io.evenkeel.secret.Scopes.Scope;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Secrets as Kubernetes Secrets of one namespace (secrets.md §3). Only those it labelled itself are
 * ever shown, changed or removed. Blocking.
 */
final class KubernetesSecrets implements SecretStore {

  private static final String TYPE = "Opaque";

  /** Somebody waits for the answer: under a second of trying again. */
  private static final int RETRIES_MAX = 3;

  private final KubernetesClient kubernetes;
  private final String namespace;
  private final ScopeAccess access;

  private KubernetesSecrets(KubernetesClient kubernetes, String namespace) {
    this.kubernetes = kubernetes;
    this.namespace = namespace;
    this.access = new ScopeAccess(kubernetes, namespace);
  }

  /**
   * Calls nobody yet: a cluster that is away for a while does not keep the server from starting.
   */
  static KubernetesSecrets connect(@Nullable Path kubeconfig, String namespace) {
    Config config = kubeconfig == null
        ? Config.autoConfigure(null)
        : Config.fromKubeconfig(kubeconfig.toFile());
    config.setRequestRetryBackoffLimit(RETRIES_MAX);
    return new KubernetesSecrets(
        new KubernetesClientBuilder().withConfig(config).build(), namespace);
  }

  @Override
  public void create(ScopedSecret secret, Scope scope) {
    call(() -> {
      createNamespace();
      kubernetes.resource(toKubernetes(secret)).create();
      grantOrUndo(secret, scope);
      return secret;
    });
  }

  @Override
  public void update(ScopedSecret secret, Scope scope) {
    call(() -> {
      Secret present = ours(secret.name(), scope.name());
      kubernetes
          .resource(new SecretBuilder(toKubernetes(secret))
              .withMetadata(present.getMetadata())
              .build())
          .update();
      access.grant(scope, names(scope.name()));
      return secret;
    });
  }

  @Override
  public void delete(String name, Scope scope) {
    call(() -> {
      ours(name, scope.name());
      secret(name).delete();
      access.grant(scope, names(scope.name()));
      return name;
    });
  }

  @Override
  public List<ScopedSecret.Entry> list() {
    return call(() -> kubernetes
        .secrets()
        .inNamespace(namespace)
        .withLabel(Labels.MANAGED_BY, Labels.US)
        .list()
        .getItems()
        .stream()
        .map(KubernetesSecrets::entry)
        .sorted(Comparator.comparing(ScopedSecret.Entry::name))
        .toList());
  }

  @Override
  public ScopedSecret read(String name, String scope) {
    return call(() -> {
      Map<String, String> data = new HashMap<>();
      encoded(ours(name, scope)).forEach((key, value) -> data.put(key, decode(value)));
      return new ScopedSecret(name, scope, data);
    });
  }

  @Override
  public Map<String, Object> rotateKey() {
    throw new Refusal(
        409, "the secrets are Kubernetes Secrets: their encryption is the cluster's matter");
  }

  /** They are in the cluster's backup. */
  @Override
  public Map<String, Object> backup(boolean withKey) {
    return Map.of();
  }

  @Override
  public void restore(String file, String key, boolean onlyCheck) {
    throw new Refusal(
        409,
        "the secrets of the backup are those of a file, here they are Kubernetes Secrets;"
            + " import without them and create them anew");
  }

  @Override
  public void close() {
    kubernetes.close();
  }

  /** Nobody could read a secret whose role failed, and a second try would find it in the way. */
  private void grantOrUndo(ScopedSecret secret, Scope scope) {
    try {
      access.grant(scope, names(scope.name()));
    } catch (RuntimeException failure) {
      secret(secret.name()).delete();
      throw failure;
    }
  }

  /** Rights to look at a namespace may be missing where it is there anyway. */
  private void createNamespace() {
    try {
      if (kubernetes.namespaces().withName(namespace).get() == null) {
        kubernetes
            .resource(new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .build())
            .create();
      }
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw refused;
      }
    }
  }

  private List<String> names(String scope) {
    return kubernetes
        .secrets()
        .inNamespace(namespace)
        .withLabels(Labels.of(scope))
        .list()
        .getItems()
        .stream()
        .map(secret -> secret.getMetadata().getName())
        .sorted()
        .toList();
  }

  private Secret ours(String name, String scope) {
    return Optional.ofNullable(secret(name).get())
        .filter(found -> Labels.match(found, scope))
        .orElseThrow(SecretStore::notFound);
  }

  private Resource<Secret> secret(String name) {
    return kubernetes.secrets().inNamespace(namespace).withName(name);
  }

  private Secret toKubernetes(ScopedSecret secret) {
    Map<String, String> data = new HashMap<>();
    secret.data().forEach((key, value) -> data.put(key, encode(value)));
    return new SecretBuilder()
        .withNewMetadata()
        .withName(secret.name())
        .withNamespace(namespace)
        .withLabels(Labels.of(secret.scope()))
        .endMetadata()
        .withType(TYPE)
        .withData(data)
        .build();
  }

  private static ScopedSecret.Entry entry(Secret secret) {
    return new ScopedSecret.Entry(
        secret.getMetadata().getName(),
        Labels.scope(secret),
        List.copyOf(new TreeSet<>(encoded(secret).keySet())));
  }

  private static Map<String, String> encoded(Secret secret) {
    return secret.getData() == null ? Map.of() : secret.getData();
  }

  private static String encode(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String value) {
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  private static <T> T call(Supplier<T> work) {
    try {
      return work.get();
    } catch (KubernetesClientException refused) {
      throw KubernetesRefusals.refusal(refused);
    }
  }
}
