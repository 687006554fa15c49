package io.evenkeel.playground;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs Jobs in {@code keptn-jes} with the tutorial's chart and locust files below /keptn. */
final class TutorialJobs {

  private static final Path TUTORIAL = Path.of("src/test/resources/fulltour");

  private final KubernetesClient kubernetes;
  private int jobs;

  TutorialJobs(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  /** Makes the namespace and the files. */
  void prepare() {
    kubernetes
        .namespaces()
        .resource(new NamespaceBuilder()
            .withNewMetadata()
            .withName("keptn-jes")
            .endMetadata()
            .build())
        .create();
    kubernetes.configMaps().inNamespace("keptn-jes").resource(files()).create();
  }

  /** Runs a Job to its end. */
  Job run(String image, List<String> command, List<String> arguments) {
    String name = "job-" + ++jobs;
    Job job = new JobBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("keptn-jes")
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(0)
        .withNewTemplate()
        .withNewSpec()
        .withRestartPolicy("Never")
        .addNewVolume()
        .withName("files")
        .withNewConfigMap()
        .withName("files")
        .addNewItem("chart", null, "charts/helloservice.tgz")
        .addNewItem("conf", null, "locust/locust.conf")
        .addNewItem("py", null, "locust/basic.py")
        .endConfigMap()
        .endVolume()
        .addNewContainer()
        .withName("main")
        .withImage(image)
        .withCommand(command)
        .withArgs(arguments)
        .addNewVolumeMount()
        .withName("files")
        .withMountPath("/keptn")
        .endVolumeMount()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
    kubernetes.batch().v1().jobs().resource(job).create();
    return kubernetes
        .batch()
        .v1()
        .jobs()
        .inNamespace("keptn-jes")
        .withName(name)
        .waitUntilCondition(
            now -> now != null
                && now.getStatus() != null
                && !now.getStatus().getConditions().isEmpty(),
            60,
            TimeUnit.SECONDS);
  }

  String log(Job job) {
    Pod pod = kubernetes
        .pods()
        .inNamespace("keptn-jes")
        .withLabel("job-name", job.getMetadata().getName())
        .list()
        .getItems()
        .get(0);
    return kubernetes.pods().resource(pod).getLog();
  }

  private static ConfigMap files() {
    try {
      byte[] chart = Files.readAllBytes(TUTORIAL.resolve("charts/helloservice.tgz"));
      return new ConfigMapBuilder()
          .withNewMetadata()
          .withName("files")
          .withNamespace("keptn-jes")
          .endMetadata()
          .addToBinaryData("chart", Base64.getEncoder().encodeToString(chart))
          .addToData("conf", Files.readString(TUTORIAL.resolve("locust/locust.conf")))
          .addToData("py", Files.readString(TUTORIAL.resolve("locust/basic.py")))
          .build();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
