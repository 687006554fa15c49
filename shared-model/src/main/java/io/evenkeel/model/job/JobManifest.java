package io.evenkeel.model.job;

import static io.evenkeel.model.job.JobEnvironment.literal;
import static io.evenkeel.model.job.JobEnvironment.reference;

import io.evenkeel.model.event.KeptnEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The Kubernetes {@code Job} of a task as JSON values.
 *
 * <p>Source: job-executor.md §11.
 */
public final class JobManifest {

  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String CONTEXT_LABEL = "keptn.sh/context";
  public static final String EVENT_LABEL = "keptn.sh/event-id";
  public static final String ACTION_INDEX_LABEL = "keptn.sh/jes-action-index";
  public static final String TASK_INDEX_LABEL = "keptn.sh/jes-task-index";

  private static final String VOLUME = "job-volume";
  private static final String VOLUME_SIZE = "20Mi";
  private static final String MOUNT_PATH = "/keptn";
  private static final String CONFIG_MAP = "job-service-config";
  private static final String SECRET = "job-service-keptn-secrets";
  private static final int LONGEST_LABEL = 63;
  private static final Pattern NOT_IN_LABELS = Pattern.compile("[^-a-zA-Z0-9_.]+");
  private static final Pattern LABEL_EDGES = Pattern.compile("^[-_.]+|[-_.]+$");

  private final JobSettings settings;
  private final JobPlan plan;
  private final JobPlan.Job job;

  private JobManifest(JobSettings settings, JobPlan plan, JobPlan.Job job) {
    this.settings = settings;
    this.plan = plan;
    this.job = job;
  }

  /**
   * Returns the manifest of one job of {@code plan}.
   *
   * @param secrets what was found for each of {@link JobTask#secrets()} in the job's namespace
   * @throws JobCreationException if it cannot be made; the message follows {@code Error while
   *     creating job: }
   */
  public static Map<String, Object> of(
      JobSettings settings, JobPlan plan, JobPlan.Job job, Map<String, SecretKeys> secrets) {
    return new JobManifest(settings, plan, job).manifest(secrets);
  }

  private Map<String, Object> manifest(Map<String, SecretKeys> secrets) {
    Map<String, Object> security = SecurityContexts.merged(
        settings.securityContext(), job.task(), settings.privilegedAllowed());
    Map<String, Object> resources = resources();
    List<Map<String, Object>> environment = environment(secrets);
    Map<String, Object> pod = new LinkedHashMap<>();
    pod.put("restartPolicy", "Never");
    pod.put("securityContext", settings.podSecurityContext());
    putUnlessEmpty(pod, "serviceAccountName", serviceAccount());
    pod.put(
        "volumes", List.of(Map.of("name", VOLUME, "emptyDir", Map.of("sizeLimit", VOLUME_SIZE))));
    pod.put("initContainers", List.of(initContainer(security)));
    pod.put("containers", List.of(container(security, resources, environment)));
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("apiVersion", "batch/v1");
    manifest.put("kind", "Job");
    manifest.put("metadata", metadata());
    manifest.put("spec", spec(pod));
    return manifest;
  }

  private Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", job.name());
    metadata.put("namespace", job.task().namespaceOr(settings.namespace()));
    metadata.put("labels", labels());
    if (!job.task().annotations().isEmpty()) {
      metadata.put("annotations", job.task().annotations());
    }
    return metadata;
  }

  private Map<String, Object> labels() {
    KeptnEvent event = plan.event();
    Map<String, Object> labels = new TreeMap<>(settings.labels());
    labels.put(MANAGED_BY, settings.deploymentName());
    labels.put(CONTEXT_LABEL, labelValue(event.context()));
    labels.put(EVENT_LABEL, labelValue(event.id()));
    labels.put("keptn.sh/commitid", labelValue(event.gitCommitId()));
    labels.put("keptn.sh/jes-action", labelValue(job.action().action().name()));
    labels.put("keptn.sh/jes-task", labelValue(job.task().name()));
    labels.put("keptn.sh/jes-job-confighash", plan.config().hash());
    labels.put(ACTION_INDEX_LABEL, String.valueOf(job.action().index()));
    labels.put(TASK_INDEX_LABEL, String.valueOf(job.index()));
    return labels;
  }

  /** Returns {@code text} as a label may have it: runs of other characters become {@code _}. */
  public static String labelValue(String text) {
    String allowed = NOT_IN_LABELS.matcher(text).replaceAll("_");
    String cut = allowed.substring(0, Math.min(LONGEST_LABEL, allowed.length()));
    return LABEL_EDGES.matcher(cut).replaceAll("");
  }

  private Map<String, Object> spec(Map<String, Object> pod) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("backoffLimit", 0L);
    spec.put("ttlSecondsAfterFinished", (long) job.task().ttlSecondsAfterFinished());
    if (settings.deadlineSeconds() > 0) {
      spec.put("activeDeadlineSeconds", settings.deadlineSeconds());
    }
    Map<String, Object> labels = Map.of(MANAGED_BY, settings.deploymentName());
    spec.put("template", Map.of("metadata", Map.of("labels", labels), "spec", pod));
    return spec;
  }

  private Map<String, Object> initContainer(Map<String, Object> security) {
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", "init-" + job.name());
    container.put("image", settings.initImage());
    container.put("imagePullPolicy", "IfNotPresent");
    container.put("env", initEnvironment());
    return completed(container, security, JobResources.of(settings.resources()));
  }

  private Map<String, Object> container(
      Map<String, Object> security,
      Map<String, Object> resources,
      List<Map<String, Object>> environment) {
    JobTask task = job.task();
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", job.name());
    container.put("image", task.image());
    putUnlessEmpty(container, "imagePullPolicy", task.imagePullPolicy());
    putUnlessEmpty(container, "command", task.command());
    putUnlessEmpty(container, "args", task.arguments());
    putUnlessEmpty(container, "workingDir", task.workingDir());
    container.put("env", environment);
    return completed(container, security, resources);
  }

  private static Map<String, Object> completed(
      Map<String, Object> container, Map<String, Object> security, Map<String, Object> resources) {
    container.put("resources", resources);
    container.put("volumeMounts", List.of(Map.of("name", VOLUME, "mountPath", MOUNT_PATH)));
    container.put("securityContext", security);
    return container;
  }

  private Map<String, Object> resources() {
    JobTask.Resources own = job.task().resources();
    try {
      return JobResources.of(own == null ? settings.resources() : own);
    } catch (IllegalArgumentException malformed) {
      throw new JobCreationException("unable to create resource requirements for task %s: %s"
          .formatted(job.task().name(), malformed.getMessage()));
    }
  }

  private List<Map<String, Object>> environment(Map<String, SecretKeys> secrets) {
    try {
      return JobEnvironment.of(job.task(), plan.event(), secrets);
    } catch (JobCreationException noValue) {
      throw new JobCreationException(
          "could not prepare env for job %s: %s".formatted(job.name(), noValue.getMessage()));
    }
  }

  private String serviceAccount() {
    String own = job.task().serviceAccount();
    return own == null ? settings.serviceAccount() : own;
  }

  private List<Map<String, Object>> initEnvironment() {
    KeptnEvent event = plan.event();
    List<Map<String, Object>> variables = new ArrayList<>();
    variables.add(fromConfig("KEPTN_API_URL", "keptn_api_endpoint"));
    variables.add(fromConfig("AUTH_MODE", "auth_mode"));
    variables.add(fromConfig("OAUTH_CLIENT_ID", "oauth_client_id"));
    variables.add(fromSecret("OAUTH_CLIENT_SECRET", "oauth_client_secret"));
    variables.add(fromConfig("OAUTH_SCOPES", "oauth_scopes"));
    variables.add(fromConfig("OAUTH_DISCOVERY", "oauth_discovery"));
    variables.add(fromSecret("KEPTN_API_TOKEN", "token"));
    variables.add(literal("KEPTN_PROJECT", event.project()));
    variables.add(literal("KEPTN_STAGE", event.stage()));
    variables.add(literal("KEPTN_SERVICE", event.service()));
    variables.add(literal("JOB_ACTION", job.action().action().name()));
    variables.add(literal("JOB_TASK", job.task().name()));
    variables.add(literal("GIT_COMMIT_ID", event.gitCommitId()));
    return variables;
  }

  private static Map<String, Object> fromConfig(String name, String key) {
    return reference(name, "configMapKeyRef", CONFIG_MAP, key);
  }

  private static Map<String, Object> fromSecret(String name, String key) {
    return reference(name, "secretKeyRef", SECRET, key);
  }

  private static void putUnlessEmpty(Map<String, Object> target, String name, Object value) {
    if (!value.equals("") && !value.equals(List.of())) {
      target.put(name, value);
    }
  }
}
