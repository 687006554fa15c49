package io.evenkeel.model.job;

import io.evenkeel.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Security contexts as JSON values of the Kubernetes API.
 *
 * <p>Source: job-executor.md §1.1, §10.2.
 */
final class SecurityContexts {

  static final String FORBIDDEN = "privileged containers are not allowed";

  /** Every member Kubernetes 1.25 knows in one of the two contexts, at any depth. */
  private static final List<String> MEMBERS = List.of(
      "add",
      "allowPrivilegeEscalation",
      "capabilities",
      "drop",
      "fsGroup",
      "fsGroupChangePolicy",
      "gmsaCredentialSpec",
      "gmsaCredentialSpecName",
      "hostProcess",
      "level",
      "localhostProfile",
      "name",
      "privileged",
      "procMount",
      "readOnlyRootFilesystem",
      "role",
      "runAsGroup",
      "runAsNonRoot",
      "runAsUser",
      "runAsUserName",
      "seLinuxOptions",
      "seccompProfile",
      "supplementalGroups",
      "sysctls",
      "type",
      "user",
      "value",
      "windowsOptions");

  private SecurityContexts() {}

  /** Spells the members of a context read from a file, where case is free, as Kubernetes does. */
  static Map<String, Object> canonical(Map<String, Object> context) {
    Map<String, Object> canonical = new LinkedHashMap<>();
    context.forEach((name, value) -> {
      Object member = value instanceof Map<?, ?> ? canonical(Json.object(value)) : value;
      if (member != null) {
        canonical.put(canonical(name), member);
      }
    });
    return canonical;
  }

  private static String canonical(String name) {
    return MEMBERS.stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
  }

  /**
   * Lays what a task sets over the default; a member is replaced as a whole.
   *
   * @throws JobCreationException if the result is privileged and may not be, or if its seccomp
   *     profile has no type
   */
  static Map<String, Object> merged(
      Map<String, Object> defaults, JobTask task, boolean privilegedAllowed) {
    Map<String, Object> merged = new LinkedHashMap<>(defaults);
    merged.putAll(task.securityContext());
    if (isPrivileged(merged) && !privilegedAllowed) {
      throw new JobCreationException(FORBIDDEN);
    }
    if (merged.get("seccompProfile") instanceof Map<?, ?> profile && !profile.containsKey("type")) {
      throw new JobCreationException(
          "securityContext.seccompProfile of task %s has no type: set it".formatted(task.name())
              + " to RuntimeDefault, Localhost or Unconfined");
    }
    return merged;
  }

  static boolean isPrivileged(Map<String, Object> context) {
    return Boolean.TRUE.equals(context.get("privileged"));
  }
}
