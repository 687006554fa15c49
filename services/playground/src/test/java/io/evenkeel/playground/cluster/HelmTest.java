package io.evenkeel.playground.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster through the eyes of Helm: releases in Secrets, waiting, history. */
class HelmTest {

  @TempDir
  Path directory;

  private RunningCluster running;
  private Helm chart;

  @BeforeEach
  void start() throws IOException {
    running = new RunningCluster(directory.resolve("cluster"));
    Path templates = Files.createDirectories(directory.resolve("web/templates"));
    Files.writeString(
        directory.resolve("web/Chart.yaml"), "{apiVersion: v2, name: web, version: 0.1.0}");
    Files.writeString(directory.resolve("web/values.yaml"), "{replicas: 1, image: 'web:1'}");
    Files.writeString(
        templates.resolve("web.yaml"),
        DeploymentsTest.WEB
            .replace("replicas: 2", "replicas: {{ .Values.replicas }}")
            .replace("image: web:1", "image: {{ .Values.image }}"));
    chart = new Helm(directory.resolve("web"));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void aReleaseIsInstalledUpgradedListedAndUninstalled() {
    Path kubeconfig = running.cluster.kubeconfig();

    Release installed = chart
        .install()
        .withName("shop")
        .withNamespace("demo")
        .createNamespace()
        .withKubeConfig(kubeconfig)
        .waitReady()
        .withTimeout(20)
        .call();
    assertThat(installed.getStatus()).isEqualTo("deployed");
    assertThat(endpoints()).isOne();

    Release upgraded = chart
        .upgrade()
        .withName("shop")
        .withNamespace("demo")
        .set("replicas", 2)
        .withKubeConfig(kubeconfig)
        .waitReady()
        .withTimeout(20)
        .call();
    assertThat(upgraded.getRevision()).isEqualTo("2");
    assertThat(endpoints()).isEqualTo(2);

    assertThat(Helm.list().withNamespace("demo").withKubeConfig(kubeconfig).call())
        .extracting(Release::getName)
        .containsExactly("shop");
    assertThat(Helm.history("shop")
            .withNamespace("demo")
            .withKubeConfig(kubeconfig)
            .call())
        .hasSize(2);

    Helm.uninstall("shop").withNamespace("demo").withKubeConfig(kubeconfig).call();
    RunningCluster.await(
        "nothing is left",
        () -> running.client.pods().inNamespace("demo").list().getItems().isEmpty()
            && running.client.secrets().inNamespace("demo").list().getItems().isEmpty());
  }

  @Test
  void waitingForPodsThatNeverComeFails() {
    assertThatThrownBy(() -> chart
            .install()
            .withName("shop")
            .set("image", "nosuch:1")
            .withNamespace("default")
            .withKubeConfig(running.cluster.kubeconfig())
            .waitReady()
            .withTimeout(2)
            .call())
        .hasMessageContaining("deadline");
  }

  private int endpoints() {
    return running.cluster.network().endpoints("web", "demo", 80).size();
  }
}
