package io.evenkeel.jobexecutor;

import io.evenkeel.model.Json;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kubernetes.KubernetesConstants;

/**
 * A Job to be run, as the headers of {@code routes/kubernetes/job.camel.yaml}.
 *
 * @param timeoutSeconds how long to wait for its end
 */
record JobRequest(
    String name,
    String namespace,
    Map<String, String> labels,
    Map<String, String> annotations,
    Map<String, Object> spec,
    long timeoutSeconds) {

  /** Where the route starts. */
  static final String ROUTE = "direct:kubernetes-job";

  private static final String TIMEOUT = "JobTimeoutSeconds";

  /** Reads a manifest, see {@link io.evenkeel.model.job.JobManifest}. */
  static JobRequest of(Map<String, Object> manifest, long timeoutSeconds) {
    Map<String, Object> metadata = Json.object(manifest.get("metadata"));
    return new JobRequest(
        Json.text(metadata.get("name")),
        Json.text(metadata.get("namespace")),
        texts(metadata.get("labels")),
        texts(metadata.get("annotations")),
        Json.object(manifest.get("spec")),
        timeoutSeconds);
  }

  /** Reads what {@link #writeTo} wrote, except the spec. */
  static JobRequest of(Exchange exchange) {
    Message message = exchange.getMessage();
    return new JobRequest(
        message.getHeader(KubernetesConstants.KUBERNETES_JOB_NAME, "", String.class),
        message.getHeader(KubernetesConstants.KUBERNETES_NAMESPACE_NAME, "", String.class),
        texts(message.getHeader(KubernetesConstants.KUBERNETES_JOB_LABELS)),
        texts(message.getHeader(KubernetesConstants.KUBERNETES_JOB_ANNOTATIONS)),
        Map.of(),
        message.getHeader(TIMEOUT, 0L, Long.class));
  }

  void writeTo(Exchange exchange, KubernetesSerialization serialization) {
    Message message = exchange.getMessage();
    message.setHeader(KubernetesConstants.KUBERNETES_JOB_NAME, name);
    message.setHeader(KubernetesConstants.KUBERNETES_NAMESPACE_NAME, namespace);
    message.setHeader(KubernetesConstants.KUBERNETES_JOB_LABELS, labels);
    message.setHeader(KubernetesConstants.KUBERNETES_JOB_ANNOTATIONS, annotations);
    message.setHeader(
        KubernetesConstants.KUBERNETES_JOB_SPEC,
        serialization.unmarshal(Json.write(spec), JobSpec.class));
    message.setHeader(TIMEOUT, timeoutSeconds);
  }

  private static Map<String, String> texts(@org.jspecify.annotations.Nullable Object value) {
    Map<String, String> texts = new LinkedHashMap<>();
    Json.object(value).forEach((key, text) -> texts.put(key, String.valueOf(text)));
    return texts;
  }
}
