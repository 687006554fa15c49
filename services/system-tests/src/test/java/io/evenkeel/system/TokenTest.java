package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import io.evenkeel.playground.Playground;
import io.evenkeel.playground.PlaygroundConfig;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API token the chart makes up, on a Kubernetes API that remembers it. */
class TokenTest {

  private static final String NAMES = "keptnNames";

  private final Vertx vertx = Vertx.vertx();
  private Playground playground;
  private KubernetesClient kubernetes;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    playground =
        Playground.start(vertx, new PlaygroundConfig(directory, 0, 0)).await(1, TimeUnit.MINUTES);
    kubernetes = new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(playground.kubeconfig().toFile()))
        .build();
    kubernetes
        .resource(new NamespaceBuilder()
            .withNewMetadata()
            .withName(Chart.NAMESPACE)
            .endMetadata()
            .build())
        .create();
  }

  @AfterEach
  void stop() throws Exception {
    kubernetes.close();
    playground.close().await(1, TimeUnit.MINUTES);
    vertx.close().await(1, TimeUnit.MINUTES);
  }

  @Test
  void aTokenIsMadeUpOnceAndKeptByUpgrades() {
    chart()
        .install()
        .withName("evenkeel")
        .withNamespace(Chart.NAMESPACE)
        .withKubeConfig(playground.kubeconfig())
        .call();
    String first = token("evenkeel-api-token", "token");

    chart()
        .upgrade()
        .withName("evenkeel")
        .withNamespace(Chart.NAMESPACE)
        .withKubeConfig(playground.kubeconfig())
        .set(NAMES, true)
        .call();

    assertThat(first).hasSizeGreaterThan(40);
    assertThat(token("evenkeel-api-token", "token")).isEqualTo(first);
    assertThat(token("keptn-api-token", "keptn-api-token")).isEqualTo(first);
  }

  private static Helm chart() {
    return new Helm(Chart.K8S.resolve("chart"));
  }

  private String token(String secret, String key) {
    Secret found =
        kubernetes.secrets().inNamespace(Chart.NAMESPACE).withName(secret).require();
    return Objects.requireNonNull(found.getData().get(key), "no key " + key + " in " + secret);
  }
}
