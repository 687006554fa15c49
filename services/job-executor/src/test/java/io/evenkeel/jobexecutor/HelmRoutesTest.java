package io.evenkeel.jobexecutor;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.camel.helm.HelmCommand;
import io.evenkeel.camel.helm.HelmCommand.Flag;
import io.evenkeel.camel.helm.HelmCommand.Operation;
import io.evenkeel.camel.helm.HelmRunner;
import io.evenkeel.model.event.KeptnEvent;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Helm routes as they ship, on a cluster's API. */
class HelmRoutesTest {

  @TempDir
  private Path directory;

  private TestCluster cluster;
  private ExecutorNode node;

  @BeforeEach
  void start() {
    cluster = new TestCluster(directory.resolve("cluster"));
    node = new ExecutorNode(directory, cluster.environment());
    try (HelmRunner helm = new HelmRunner()) {
      helm.upgrade(HelmCommand.of(Operation.UPGRADE)
          .release("carts")
          .namespace("shop-prod")
          .chart("src/test/resources/charts/carts")
          .with(Flag.INSTALL)
          .with(Flag.CREATE_NAMESPACE)
          .kubeconfig(cluster.kubeconfig())
          .build());
    }
  }

  @AfterEach
  void stop() {
    node.close();
    cluster.close();
  }

  @Test
  void scaleUpgradeAndRollbackAreDoneWithoutAJob() {
    assertThat(act("e-1", "helm-scale", "2").data())
        .containsEntry("result", "pass")
        .containsEntry("message", "carts runs with 2 replicas (revision 2)");
    assertThat(replicas()).isEqualTo(2);

    assertThat(act("e-2", "helm-upgrade", "test/serve:2").message())
        .isEqualTo("carts runs test/serve:2 (revision 3)");
    assertThat(image()).isEqualTo("test/serve:2");
    assertThat(replicas()).isEqualTo(2);

    assertThat(act("e-3", "helm-rollback", "").message()).isEqualTo("carts went back (revision 4)");
    assertThat(image()).isEqualTo("test/serve:1");
    assertThat(cluster.kubernetes.batch().v1().jobs().inAnyNamespace().list().getItems())
        .isEmpty();
  }

  @Test
  void whatHelmRefusesIsTheMessageOfTheTask() {
    Map<String, Object> data = Map.of("action", Map.of("action", "helm-rollback"));

    KeptnEvent finished = node.finished(node.trigger("e-1", "action", data));

    assertThat(finished.data())
        .containsEntry("status", "errored")
        .containsEntry("result", "fail")
        .containsEntry(
            "message",
            "helm rollback carts in namespace shop-prod: "
                + "release has no revision 0 to go back to");
  }

  @Test
  void anActionOfAnotherNameIsLeftToOthers() {
    KeptnEvent scale =
        node.trigger("e-1", "action", Map.of("action", Map.of("action", "scale", "value", "2")));
    act("e-2", "helm-scale", "2");

    assertThat(node.types(scale)).containsExactly("sh.keptn.event.action.triggered");
  }

  private KeptnEvent act(String id, String action, String value) {
    Map<String, Object> data = Map.of("action", Map.of("action", action, "value", value));
    return node.finished(node.trigger(id, "action", data));
  }

  private int replicas() {
    return deployment().getSpec().getReplicas();
  }

  private String image() {
    return deployment().getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
  }

  private io.fabric8.kubernetes.api.model.apps.Deployment deployment() {
    return cluster
        .kubernetes
        .apps()
        .deployments()
        .inNamespace("shop-prod")
        .withName("carts")
        .require();
  }
}
