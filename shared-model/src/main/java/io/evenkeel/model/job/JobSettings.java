package io.evenkeel.model.job;

import io.evenkeel.model.Json;
import io.evenkeel.model.job.JobTask.Amounts;
import io.evenkeel.model.job.JobTask.Resources;
import io.evenkeel.model.yaml.YamlException;
import io.evenkeel.model.yaml.YamlJson;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an installation decides for all jobs.
 *
 * <p>Source: job-executor.md §1.1.
 *
 * @param namespace where jobs run unless the task names another
 * @param initImage image of the init container
 * @param resources defaults of the containers
 * @param serviceAccount {@code ""} for the namespace's default
 * @param deadlineSeconds {@code activeDeadlineSeconds} of every Job, 0 for none
 * @param deploymentName value of the {@code managed-by} label
 * @param securityContext default of the containers
 * @param podSecurityContext of the pods
 * @param labels extra labels of the Jobs
 */
public record JobSettings(
    String namespace,
    String initImage,
    Resources resources,
    String serviceAccount,
    ImageAllowList allowedImages,
    boolean privilegedAllowed,
    long deadlineSeconds,
    String deploymentName,
    Map<String, Object> securityContext,
    Map<String, Object> podSecurityContext,
    Map<String, String> labels) {

  private static final Pattern LABEL_VALUE =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
  private static final Pattern LABEL_KEY = Pattern.compile(
      "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?" + "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

  public JobSettings {
    securityContext = SecurityContexts.canonical(securityContext);
    podSecurityContext = SecurityContexts.canonical(podSecurityContext);
    labels = Map.copyOf(labels);
    JobResources.of(resources);
    if (SecurityContexts.isPrivileged(securityContext) && !privilegedAllowed) {
      throw new IllegalArgumentException(SecurityContexts.FORBIDDEN);
    }
  }

  /**
   * Reads the variables and files the original reads.
   *
   * @param environment variables, e.g. {@code JOB_NAMESPACE}; absent ones have their defaults
   * @param securityContext JSON of {@code job-defaultSecurityContext.json}
   * @param podSecurityContext JSON of {@code job-podSecurityContext.json}
   * @param labels YAML of {@code job-labels.yaml}, may be empty
   * @throws IllegalArgumentException if any of them is invalid; the message says which and why
   */
  public static JobSettings read(
      Map<String, String> environment,
      String securityContext,
      String podSecurityContext,
      String labels) {
    return new JobSettings(
        required(environment, "JOB_NAMESPACE"),
        environment.getOrDefault("INIT_CONTAINER_IMAGE", ""),
        new Resources(amounts(environment, "LIMITS"), amounts(environment, "REQUESTS")),
        environment.getOrDefault("DEFAULT_JOB_SERVICE_ACCOUNT", ""),
        ImageAllowList.parse(environment.getOrDefault("ALLOWED_IMAGE_LIST", "")),
        bool(environment, "ALLOW_PRIVILEGED_JOBS"),
        Math.max(0, number(environment, "TASK_DEADLINE_SECONDS")),
        environment.getOrDefault("FULL_DEPLOYMENT_NAME", ""),
        context("job-defaultSecurityContext.json", securityContext),
        context("job-podSecurityContext.json", podSecurityContext),
        labels(labels));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + " is not set: name the namespace jobs run in");
    }
    return value;
  }

  private static Amounts amounts(Map<String, String> environment, String kind) {
    return new Amounts(
        environment.getOrDefault("DEFAULT_RESOURCE_" + kind + "_CPU", ""),
        environment.getOrDefault("DEFAULT_RESOURCE_" + kind + "_MEMORY", ""));
  }

  private static boolean bool(Map<String, String> environment, String name) {
    return switch (environment.getOrDefault(name, "false")) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "", "0", "f", "F", "false", "FALSE", "False" -> false;
      default ->
        throw new IllegalArgumentException(
            name + " must be true or false, not \"" + environment.get(name) + '"');
    };
  }

  private static long number(Map<String, String> environment, String name) {
    String text = environment.getOrDefault(name, "");
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(
          name + " must be a whole number of seconds, not \"" + text + '"', malformed);
    }
  }

  private static Map<String, Object> context(String file, String json) {
    try {
      return Json.parseObject(json);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(file + ": " + malformed.getMessage(), malformed);
    }
  }

  private static Map<String, String> labels(String yaml) {
    Map<String, String> labels = new TreeMap<>();
    try {
      Object value = YamlJson.parse(yaml);
      if (value != null && !(value instanceof Map)) {
        throw new YamlException("expected a map of labels");
      }
      Json.object(value).forEach((key, label) -> labels.put(key, label(key, label)));
    } catch (YamlException malformed) {
      throw new IllegalArgumentException("job-labels.yaml: " + malformed.getMessage(), malformed);
    }
    return labels;
  }

  private static String label(String key, Object label) {
    if (!LABEL_KEY.matcher(key).matches()) {
      throw new YamlException("\"" + key + "\" is not a valid label name");
    }
    if (label instanceof String text && LABEL_VALUE.matcher(text).matches()) {
      return text;
    }
    throw new YamlException(
        "%s: \"%s\" is not a valid label value (quote numbers and booleans)".formatted(key, label));
  }
}
