package io.evenkeel.jobexecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.camel.helm.HelmCommand;
import io.evenkeel.camel.helm.HelmCommand.Flag;
import io.evenkeel.camel.helm.HelmCommand.Operation;
import io.evenkeel.camel.helm.HelmCommandBuilder;
import io.evenkeel.camel.helm.HelmException;
import io.evenkeel.camel.helm.HelmRelease;
import io.evenkeel.camel.helm.HelmRevision;
import io.evenkeel.camel.helm.HelmRunner;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code HelmRunner} against a cluster's API. */
class HelmOnClusterTest {

  private static final String NAMESPACE = "shop-prod";
  private static final String CHART = "src/test/resources/charts/carts";

  @TempDir
  private Path directory;

  private final HelmRunner helm = new HelmRunner();
  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster = new TestCluster(directory);
  }

  @AfterEach
  void stop() {
    helm.close();
    cluster.close();
  }

  @Test
  void anUpgradeInstallsWaitsAndReports() {
    HelmRelease release = helm.upgrade(upgrade().build());

    assertThat(release.revision()).isEqualTo(1);
    assertThat(release.status()).isEqualTo("deployed");
    assertThat(release.changed()).isTrue();
    assertThat(replicas()).isEqualTo(1);
  }

  @Test
  void anUpgradeWithoutAChartKeepsTheReleasesOwn() {
    helm.upgrade(upgrade().build());

    HelmRelease scaled = helm.upgrade(on(Operation.UPGRADE)
        .with(Flag.REUSE_VALUES)
        .values(Map.of("replicaCount", 2))
        .build());

    assertThat(scaled.chart()).isEqualTo("carts-0.1.0");
    assertThat(replicas()).isEqualTo(2);
  }

  @Test
  void aRollbackBringsBackWhatRanBefore() {
    helm.upgrade(upgrade().build());
    helm.upgrade(upgrade().values(Map.of("replicaCount", 3, "note", "{{ x }}")).build());

    HelmRelease back = helm.rollback(on(Operation.ROLLBACK).with(Flag.WAIT).build());

    assertThat(back.revision()).isEqualTo(3);
    assertThat(replicas()).isEqualTo(1);
    assertThat(history())
        .extracting(HelmRevision::description)
        .containsExactly("Install complete", "Upgrade complete", "Rollback to 1");
    helm.rollback(on(Operation.ROLLBACK).toRevision(2).build());
    assertThat(replicas()).isEqualTo(3);
  }

  @Test
  void aRevisionThatDoesNotExistIsNamed() {
    helm.upgrade(upgrade().build());

    assertThatThrownBy(() -> helm.rollback(on(Operation.ROLLBACK).toRevision(9).build()))
        .isInstanceOf(HelmException.class)
        .hasMessage("helm rollback carts in namespace shop-prod: "
            + "release has no revision 9 to go back to");
  }

  @Test
  void theSameOperationTwiceMakesOneRevision() {
    HelmCommand once = upgrade().operationId("event-1").build();
    helm.upgrade(once);

    HelmRelease again = helm.upgrade(once);

    assertThat(again.changed()).isFalse();
    assertThat(again.revision()).isEqualTo(1);
    assertThat(history()).hasSize(1);
  }

  @Test
  void anOperationThatOthersFollowedIsNotRepeated() {
    HelmCommand first = upgrade().operationId("event-1").build();
    helm.upgrade(first);
    helm.upgrade(
        upgrade().operationId("event-2").values(Map.of("replicaCount", 2)).build());

    assertThat(helm.upgrade(first).changed()).isFalse();
    assertThat(replicas()).isEqualTo(2);
  }

  @Test
  void anOperationThatWasKilledHalfWayIsFinishedInPlace() {
    helm.upgrade(upgrade().operationId("event-1").build());
    HelmCommand killed =
        upgrade().operationId("event-2").values(Map.of("replicaCount", 2)).build();
    helm.upgrade(killed);
    interrupt(2);

    HelmRelease finished = helm.upgrade(killed);

    assertThat(finished.revision()).isEqualTo(2);
    assertThat(finished.status()).isEqualTo("deployed");
    assertThat(history())
        .extracting(HelmRevision::status)
        .containsExactly("superseded", "deployed");
  }

  @Test
  void anInstallThatWasKilledHalfWayIsFinishedInPlace() {
    HelmCommand killed = upgrade().operationId("event-1").build();
    helm.upgrade(killed);
    interrupt(1);

    assertThat(helm.upgrade(killed).revision()).isEqualTo(1);
    assertThat(history()).extracting(HelmRevision::status).containsExactly("deployed");
  }

  @Test
  void theHalfMadeRevisionOfAnotherOperationIsNotTouched() {
    helm.upgrade(upgrade().operationId("event-1").build());
    helm.upgrade(upgrade().operationId("event-2").build());
    interrupt(2);

    assertThatThrownBy(() -> helm.upgrade(upgrade().operationId("event-3").build()))
        .isInstanceOf(HelmException.class)
        .hasMessageContaining("another operation");
    assertThat(history()).hasSize(2);
  }

  @Test
  void theHistoryIsPruned() {
    for (int i = 0; i < 5; i++) {
      helm.upgrade(upgrade().historyMax(3).build());
    }

    assertThat(history()).extracting(HelmRevision::revision).containsExactly(3, 4, 5);
  }

  @Test
  void anUninstalledReleaseIsGone() {
    helm.upgrade(upgrade().operationId("event-1").build());

    helm.uninstall(on(Operation.UNINSTALL).build());

    assertThat(helm.list(on(Operation.LIST).build())).isEmpty();
    assertThat(cluster.kubernetes.secrets().inNamespace(NAMESPACE).list().getItems())
        .isEmpty();
  }

  private HelmCommandBuilder on(Operation operation) {
    return HelmCommand.of(operation)
        .release("carts")
        .namespace(NAMESPACE)
        .kubeconfig(cluster.kubeconfig());
  }

  private HelmCommandBuilder upgrade() {
    return on(Operation.UPGRADE)
        .chart(CHART)
        .with(Flag.INSTALL)
        .with(Flag.CREATE_NAMESPACE)
        .with(Flag.WAIT);
  }

  private List<HelmRevision> history() {
    return helm.history(on(Operation.HISTORY).build());
  }

  private int replicas() {
    return cluster
        .kubernetes
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName("carts")
        .require()
        .getSpec()
        .getReplicas();
  }

  /** Makes a revision look as if Helm had been killed while making it. */
  private void interrupt(int revision) {
    String status = revision == 1 ? "pending-install" : "pending-upgrade";
    rewrite(revision, "\"status\":\"deployed\"", "\"status\":\"" + status + "\"", status);
    if (revision > 1) {
      rewrite(revision - 1, "\"status\":\"superseded\"", "\"status\":\"deployed\"", "deployed");
    }
  }

  private void rewrite(int revision, String from, String to, String label) {
    var place = cluster
        .kubernetes
        .secrets()
        .inNamespace(NAMESPACE)
        .withName("sh.helm.release.v1.carts.v" + revision);
    Secret stored = place.require();
    String json = unpack(stored.getData().getOrDefault("release", ""));
    assertThat(json).contains(from);
    String description = label.startsWith("pending")
        ? json.replaceAll(
            "\"description\":\"[^\"]*\\[event-\\d]\"", "\"description\":\"Preparing\"")
        : json;
    place.edit(secret -> new SecretBuilder(secret)
        .editMetadata()
        .addToLabels("status", label)
        .endMetadata()
        .addToData("release", pack(description.replace(from, to)))
        .build());
  }

  private static String unpack(String data) {
    byte[] zipped = Base64.getDecoder().decode(Base64.getDecoder().decode(data));
    try (GZIPInputStream json = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return new String(json.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pack(String json) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(Base64.getEncoder().encode(zipped.toByteArray()));
  }
}
