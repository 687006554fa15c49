package io.evenkeel.jobexecutor;

import io.evenkeel.model.job.JobManifest;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes over the Job of the wanted name that is there already, if its labels say that it was made
 * for the same task of the same event; refuses it otherwise.
 */
final class JobAdoption implements Processor {

  private static final List<String> IDENTITY = List.of(
      JobManifest.EVENT_LABEL,
      JobManifest.CONTEXT_LABEL,
      JobManifest.ACTION_INDEX_LABEL,
      JobManifest.TASK_INDEX_LABEL);

  private final KubernetesClient kubernetes;

  JobAdoption(KubernetesClient kubernetes) {
    this.kubernetes = kubernetes;
  }

  @Override
  public void process(Exchange exchange) {
    JobRequest request = JobRequest.of(exchange);
    Job present = kubernetes
        .batch()
        .v1()
        .jobs()
        .inNamespace(request.namespace())
        .withName(request.name())
        .get();
    if (present == null) {
      throw new IllegalStateException("job %s was there and is gone".formatted(request.name()));
    }
    Map<String, String> labels = present.getMetadata().getLabels();
    for (String label : IDENTITY) {
      if (labels == null || !Objects.equals(labels.get(label), request.labels().get(label))) {
        throw new IllegalStateException(
            "a job called %s is in namespace %s already and belongs to something else (label %s)"
                .formatted(request.name(), request.namespace(), label));
      }
    }
  }
}
