package io.evenkeel.jobexecutor;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a namespace has what every Job's init container refers to: the config map
 * {@code job-service-config} and the secret {@code job-service-keptn-secrets}. What somebody else
 * made is left alone; what may not be made is left to the cluster's administrator. Blocking.
 *
 * <p>Source: job-executor.md §11.2, §12.
 */
final class JobNamespaces {

  private static final Logger LOG = LoggerFactory.getLogger(JobNamespaces.class);
  private static final String CONFIG_MAP = "job-service-config";
  private static final String SECRET = "job-service-keptn-secrets";
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final String US = "evenkeel";

  private final KubernetesClient kubernetes;
  private final JobExecutorConfig config;
  private final Set<String> prepared = ConcurrentHashMap.newKeySet();

  JobNamespaces(KubernetesClient kubernetes, JobExecutorConfig config) {
    this.kubernetes = kubernetes;
    this.config = config;
  }

  void prepare(String namespace) {
    if (prepared.contains(namespace)) {
      return;
    }
    createNamespace(namespace);
    boolean configured = put(
        configMap(namespace), kubernetes.configMaps().inNamespace(namespace).withName(CONFIG_MAP));
    boolean authorized =
        put(secret(namespace), kubernetes.secrets().inNamespace(namespace).withName(SECRET));
    if (configured && authorized) {
      prepared.add(namespace);
    }
  }

  private void createNamespace(String name) {
    try {
      if (kubernetes.namespaces().withName(name).get() == null) {
        kubernetes
            .resource(new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(MANAGED_BY, US)
                .endMetadata()
                .build())
            .create();
      }
    } catch (KubernetesClientException refused) {
      report(name, "namespace", refused);
    }
  }

  /** Yields whether the object is there, whoever made it. */
  private <T extends HasMetadata> boolean put(T wanted, Resource<T> place) {
    try {
      T present = place.get();
      if (present == null) {
        kubernetes.resource(wanted).create();
      } else if (isOurs(present)) {
        kubernetes.resource(wanted).update();
      }
      return true;
    } catch (KubernetesClientException refused) {
      report(wanted.getMetadata().getNamespace(), wanted.getMetadata().getName(), refused);
      return false;
    }
  }

  private static boolean isOurs(HasMetadata present) {
    Map<String, String> labels = present.getMetadata().getLabels();
    return labels != null && US.equals(labels.get(MANAGED_BY));
  }

  private static void report(String namespace, String object, KubernetesClientException refused) {
    LOG.atWarn()
        .addKeyValue("namespace", namespace)
        .addKeyValue("object", object)
        .addKeyValue("error", KubernetesJobs.words(refused))
        .log("could not be made; jobs in this namespace may not start until it is there");
  }

  private ConfigMap configMap(String namespace) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(CONFIG_MAP)
        .withNamespace(namespace)
        .addToLabels(MANAGED_BY, US)
        .endMetadata()
        .withData(Map.of(
            "keptn_api_endpoint", config.api().toString(),
            "auth_mode", "token",
            "oauth_client_id", "",
            "oauth_scopes", "",
            "oauth_discovery", ""))
        .build();
  }

  private Secret secret(String namespace) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(SECRET)
        .withNamespace(namespace)
        .addToLabels(MANAGED_BY, US)
        .endMetadata()
        .withType("Opaque")
        .withData(Map.of("token", base64(config.token()), "oauth_client_secret", ""))
        .build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
