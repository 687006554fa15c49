package io.evenkeel.jobexecutor;

import io.evenkeel.kit.Settings;
import io.evenkeel.model.job.JobSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the job executor is set up.
 *
 * <p>Source: job-executor.md §1.1, with the original's variable names beside our own.
 *
 * @param routes directory of route files; what ships is unpacked there once
 * @param jobs what is decided for all Jobs
 * @param topics event types that are looked up in {@code job/config.yaml}; {@code *} stands for one
 *     part
 * @param kubeconfig which cluster; {@code null} for the one this process runs in
 * @param api base URL of the public API as pods reach it, without {@code /v1}
 * @param token for that API; never printed
 */
public record JobExecutorConfig(
    Path routes,
    JobSettings jobs,
    List<String> topics,
    @Nullable Path kubeconfig,
    URI api,
    String token) {

  private static final String CONTAINER =
      "{\"allowPrivilegeEscalation\":false,\"privileged\":false,"
          + "\"readOnlyRootFilesystem\":true,\"runAsNonRoot\":true,\"runAsUser\":1000,"
          + "\"runAsGroup\":2000,\"capabilities\":{\"drop\":[\"all\"]},"
          + "\"seccompProfile\":{\"type\":\"RuntimeDefault\"}}";
  private static final String POD = "{\"runAsUser\":1000,\"runAsGroup\":2000,\"runAsNonRoot\":true,"
      + "\"fsGroup\":2000,\"seccompProfile\":{\"type\":\"RuntimeDefault\"}}";

  public JobExecutorConfig {
    topics = List.copyOf(topics);
  }

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException if a setting of the Jobs is invalid; the message names it
   */
  public static JobExecutorConfig from(Settings settings) {
    Path data = Path.of(settings.text("data", "EVENKEEL_DATA"));
    String routes = settings.text("", "EVENKEEL_ROUTES");
    String kubeconfig = settings.text("", "EVENKEEL_KUBECONFIG", "KUBECONFIG");
    String topics =
        settings.text("sh.keptn.event.*.triggered", "EVENKEEL_JOB_TOPICS", "PUBSUB_TOPIC");
    return new JobExecutorConfig(
        routes.isEmpty() ? data.resolve("routes") : Path.of(routes),
        jobs(settings),
        Arrays.stream(topics.split(",", -1)).map(String::strip).toList(),
        kubeconfig.isEmpty() ? null : Path.of(kubeconfig),
        settings.uri(
            URI.create("http://api-gateway-nginx.keptn/api"),
            "EVENKEEL_JOB_API",
            "KEPTN_API_ENDPOINT"),
        settings.text("", "EVENKEEL_API_TOKEN", "KEPTN_API_TOKEN"));
  }

  /** The same with another cluster. */
  public JobExecutorConfig withKubeconfig(Path file) {
    return new JobExecutorConfig(routes, jobs, topics, file, api, token);
  }

  /** The same with another public API for pods. */
  public JobExecutorConfig withApi(URI base, String accessToken) {
    return new JobExecutorConfig(routes, jobs, topics, kubeconfig, base, accessToken);
  }

  @Override
  public String toString() {
    return "JobExecutorConfig[routes=%s, namespace=%s, topics=%s, kubeconfig=%s, api=%s]"
        .formatted(routes, jobs.namespace(), topics, kubeconfig, api);
  }

  private static JobSettings jobs(Settings settings) {
    Map<String, String> environment = new HashMap<>();
    defaults().forEach((name, fallback) -> environment.put(name, settings.text(fallback, name)));
    environment.put(
        "JOB_NAMESPACE", settings.text("keptn-jes", "EVENKEEL_JOB_NAMESPACE", "JOB_NAMESPACE"));
    Path files = Path.of(settings.text("/config", "EVENKEEL_JOB_CONFIG"));
    return JobSettings.read(
        environment,
        file(files, "job-defaultSecurityContext.json", CONTAINER),
        file(files, "job-podSecurityContext.json", POD),
        file(files, "job-labels.yaml", ""));
  }

  private static Map<String, String> defaults() {
    return Map.of(
        "INIT_CONTAINER_IMAGE", "evenkeel/job-init",
        "DEFAULT_RESOURCE_LIMITS_CPU", "1",
        "DEFAULT_RESOURCE_LIMITS_MEMORY", "512Mi",
        "DEFAULT_RESOURCE_REQUESTS_CPU", "50m",
        "DEFAULT_RESOURCE_REQUESTS_MEMORY", "128Mi",
        "DEFAULT_JOB_SERVICE_ACCOUNT", "",
        "ALLOWED_IMAGE_LIST", "",
        "ALLOW_PRIVILEGED_JOBS", "false",
        "TASK_DEADLINE_SECONDS", "0",
        "FULL_DEPLOYMENT_NAME", "job-executor-service");
  }

  private static String file(Path directory, String name, String otherwise) {
    Path file = directory.resolve(name);
    try {
      return Files.exists(file) ? Files.readString(file) : otherwise;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }
}
