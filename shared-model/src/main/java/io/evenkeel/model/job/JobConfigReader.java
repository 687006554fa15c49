package io.evenkeel.model.job;

import static io.evenkeel.model.job.YamlReader.isNull;

import io.evenkeel.model.job.JobTask.Amounts;
import io.evenkeel.model.job.JobTask.EnvEntry;
import io.evenkeel.model.job.JobTask.Resources;
import io.evenkeel.model.yaml.YamlDocument;
import io.evenkeel.model.yaml.YamlException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** The grammar of {@code job/config.yaml}. Source: job-executor.md §4.1–4.3. */
final class JobConfigReader {

  private static final Set<String> TASK_MEMBERS = Set.of(
      "name",
      "files",
      "image",
      "imagePullPolicy",
      "cmd",
      "args",
      "env",
      "resources",
      "workingDir",
      "maxPollDuration",
      "namespace",
      "ttlSecondsAfterFinished",
      "serviceAccount",
      "annotations",
      "securityContext");
  private static final List<String> SECURITY_FLAGS =
      List.of("privileged", "runAsNonRoot", "readOnlyRootFilesystem", "allowPrivilegeEscalation");
  private static final List<String> SECURITY_IDS = List.of("runAsUser", "runAsGroup");
  private static final Set<String> SECURITY_MEMBERS = Set.of(
      "capabilities",
      "privileged",
      "runAsUser",
      "runAsGroup",
      "runAsNonRoot",
      "readOnlyRootFilesystem",
      "allowPrivilegeEscalation",
      "procMount",
      "seccompProfile");

  private final YamlReader yaml = new YamlReader();

  private JobConfigReader() {}

  static List<JobAction> read(String text) {
    try {
      return new JobConfigReader().config(YamlDocument.first(text));
    } catch (YamlException malformed) {
      throw new JobConfigException(String.valueOf(malformed.getMessage()));
    }
  }

  private List<JobAction> config(@Nullable Node root) {
    Map<String, Node> members =
        yaml.members(root, "config.Config", Set.of("apiVersion", "actions"));
    Node version = members.get("apiVersion");
    String apiVersion = yaml.string(version);
    List<JobAction> actions = yaml.list(members.get("actions"), "[]config.Action", this::action);
    yaml.check();
    if (isNull(version)) {
      throw new JobConfigException("apiVersion must be specified");
    }
    if (!apiVersion.equals(JobConfig.VERSION)) {
      throw new JobConfigException(
          "apiVersion %s is not supported, use %s".formatted(apiVersion, JobConfig.VERSION));
    }
    return actions;
  }

  private JobAction action(Node node) {
    Map<String, Node> members =
        yaml.members(node, "config.Action", Set.of("name", "events", "tasks", "silent"));
    return new JobAction(
        yaml.string(members.get("name")),
        Boolean.TRUE.equals(yaml.bool(members.get("silent"))),
        yaml.list(members.get("events"), "[]config.Event", this::event),
        yaml.list(members.get("tasks"), "[]config.Task", this::task));
  }

  private EventMatcher event(Node node) {
    Map<String, Node> members = yaml.members(node, "config.Event", Set.of("name", "jsonpath"));
    Map<String, Node> path =
        yaml.members(members.get("jsonpath"), "config.JSONPath", Set.of("property", "match"));
    return new EventMatcher(
        yaml.string(members.get("name")),
        yaml.string(path.get("property")),
        yaml.string(path.get("match")));
  }

  private JobTask task(Node node) {
    Map<String, Node> members = yaml.members(node, "config.Task", TASK_MEMBERS);
    Long poll = yaml.integer(members.get("maxPollDuration"), "int", Long.MIN_VALUE, Long.MAX_VALUE);
    Long ttl = yaml.integer(
        members.get("ttlSecondsAfterFinished"), "int32", Integer.MIN_VALUE, Integer.MAX_VALUE);
    return new JobTask(
        yaml.string(members.get("name")),
        yaml.string(members.get("image")),
        yaml.string(members.get("imagePullPolicy")),
        yaml.stringList(members.get("cmd")),
        yaml.stringList(members.get("args")),
        yaml.stringList(members.get("files")),
        yaml.string(members.get("workingDir")),
        yaml.list(members.get("env"), "[]config.Env", this::env),
        resources(members.get("resources")),
        poll == null ? JobTask.DEFAULT_POLL_DURATION : poll,
        yaml.string(members.get("namespace")),
        ttl == null ? JobTask.DEFAULT_TTL : ttl.intValue(),
        optionalString(members.get("serviceAccount")),
        yaml.strings(members.get("annotations")),
        securityContext(members.get("securityContext")));
  }

  private EnvEntry env(Node node) {
    Map<String, Node> members =
        yaml.members(node, "config.Env", Set.of("name", "value", "valueFrom", "as"));
    return new EnvEntry(
        yaml.string(members.get("name")),
        yaml.string(members.get("value")),
        yaml.string(members.get("valueFrom")),
        yaml.string(members.get("as")));
  }

  private @Nullable Resources resources(@Nullable Node node) {
    if (isNull(node)) {
      return null;
    }
    Map<String, Node> members =
        yaml.members(node, "config.Resources", Set.of("limits", "requests"));
    return new Resources(amounts(members.get("limits")), amounts(members.get("requests")));
  }

  private Amounts amounts(@Nullable Node node) {
    Map<String, Node> members = yaml.members(node, "config.ResourceList", Set.of("cpu", "memory"));
    return new Amounts(yaml.string(members.get("cpu")), yaml.string(members.get("memory")));
  }

  private Map<String, Object> securityContext(@Nullable Node node) {
    Map<String, Node> members = yaml.members(node, "config.SecurityContext", SECURITY_MEMBERS);
    Map<String, Object> context = new LinkedHashMap<>();
    SECURITY_FLAGS.forEach(name -> put(context, name, yaml.bool(members.get(name))));
    SECURITY_IDS.forEach(name -> put(
        context, name, yaml.integer(members.get(name), "int64", Long.MIN_VALUE, Long.MAX_VALUE)));
    put(context, "procMount", optionalString(members.get("procMount")));
    put(context, "capabilities", capabilities(members.get("capabilities")));
    put(context, "seccompProfile", seccompProfile(members.get("seccompProfile")));
    return context;
  }

  private @Nullable Object capabilities(@Nullable Node node) {
    if (isNull(node)) {
      return null;
    }
    Map<String, Node> members = yaml.members(node, "config.Capabilities", Set.of("add", "drop"));
    Map<String, Object> capabilities = new LinkedHashMap<>();
    for (String name : List.of("add", "drop")) {
      List<String> listed = yaml.stringList(members.get(name));
      put(capabilities, name, listed.isEmpty() ? null : listed);
    }
    return Map.copyOf(capabilities);
  }

  private @Nullable Object seccompProfile(@Nullable Node node) {
    if (isNull(node)) {
      return null;
    }
    Map<String, Node> members =
        yaml.members(node, "config.SeccompProfile", Set.of("type", "localhostProfile"));
    Map<String, Object> profile = new LinkedHashMap<>();
    put(profile, "type", optionalString(members.get("type")));
    put(profile, "localhostProfile", optionalString(members.get("localhostProfile")));
    return Map.copyOf(profile);
  }

  private @Nullable String optionalString(@Nullable Node node) {
    return isNull(node) ? null : yaml.string(node);
  }

  private static void put(Map<String, Object> target, String name, @Nullable Object value) {
    if (value != null) {
      target.put(name, value);
    }
  }
}
