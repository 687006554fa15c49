package io.evenkeel.gateway.importer;

import io.evenkeel.model.Json;
import io.evenkeel.model.yaml.YamlJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.yaml}: what a package does, in order. Pure.
 *
 * <p>Source: rest-api.md §5.4.
 */
record Manifest(List<Task> tasks) {

  private static final int MOST_TASKS = 1_000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]*");
  private static final Set<String> API_FIELDS = Set.of("action", "payload");
  private static final Set<String> RESOURCE_FIELDS =
      Set.of("resource", "resourceUri", "stage", "service");

  Manifest {
    tasks = List.copyOf(tasks);
  }

  /**
   * One step.
   *
   * @param file what is sent: the payload of a call, or the content of a resource
   * @param stage {@code ""} for every stage of the project
   * @param service {@code ""} for the stage itself
   * @param context values for the file's template, templates themselves
   */
  record Task(
      String id,
      String type,
      String name,
      String action,
      String file,
      String resourceUri,
      String stage,
      String service,
      Map<String, String> context) {

    boolean isApi() {
      return type.equals("api");
    }

    /** As templates see it as {@code .Task}, and as the answer shows it. */
    Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      if (isApi()) {
        fields.put("Action", action);
        fields.put("PayloadFile", file);
      } else {
        fields.put("File", file);
        fields.put("RemoteURI", resourceUri);
        fields.put("Stage", stage);
        fields.put("Service", service);
      }
      fields.put("ID", id);
      fields.put("Type", type);
      fields.put("Name", name);
      fields.put("Context", context);
      return fields;
    }
  }

  /**
   * Reads a manifest and holds it against the {@code archive} it came in.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static Manifest parse(String yaml, PackageArchive archive) {
    Object root = parsed(yaml);
    if (root != null && !(root instanceof Map<?, ?>)) {
      throw new IllegalArgumentException("error parsing manifest: it is not a mapping");
    }
    List<@Nullable Object> entries = Json.list(Json.object(root).get("tasks"));
    if (entries.size() > MOST_TASKS) {
      throw invalid("it has more than %,d tasks".formatted(MOST_TASKS));
    }
    List<Task> tasks = new ArrayList<>();
    for (Object entry : entries) {
      tasks.add(task(Json.object(entry), archive));
    }
    return new Manifest(tasks);
  }

  private static @Nullable Object parsed(String yaml) {
    try {
      return YamlJson.parse(yaml);
    } catch (RuntimeException malformed) {
      throw new IllegalArgumentException(
          "error parsing manifest: " + malformed.getMessage(), malformed);
    }
  }

  private static Task task(Map<String, Object> entry, PackageArchive archive) {
    String id = text(entry, "id");
    if (id.isEmpty()) {
      throw invalid("task id cannot be empty");
    }
    if (!ID.matcher(id).matches()) {
      throw invalid(
          "task id %s can only consist of alphnumeric characters and underscores".formatted(id));
    }
    String type = text(entry, "type");
    Task task = new Task(
        id,
        type,
        text(entry, "name"),
        text(entry, "action"),
        text(entry, type.equals("api") ? "payload" : "resource"),
        text(entry, "resourceUri"),
        text(entry, "stage"),
        text(entry, "service"),
        context(entry));
    switch (type) {
      case "api" -> checkApi(task, entry, archive);
      case "resource" -> checkResource(task, entry, archive);
      default -> throw invalid("task of type %s not implemented".formatted(type));
    }
    return task;
  }

  private static void checkApi(Task task, Map<String, Object> entry, PackageArchive archive) {
    if (hasAny(entry, RESOURCE_FIELDS)) {
      throw invalid("cannot set resource task fields on API task");
    }
    if (!hasAny(entry, API_FIELDS)) {
      throw invalid("empty api definition not supported");
    }
    if (!PackageRun.ACTIONS.contains(task.action())) {
      throw invalid("unsupported action type: " + task.action());
    }
    if (archive.file(task.file()).isEmpty()) {
      throw invalid("payload file %s does not exists: no such file".formatted(task.file()));
    }
  }

  private static void checkResource(Task task, Map<String, Object> entry, PackageArchive archive) {
    if (hasAny(entry, API_FIELDS)) {
      throw invalid("cannot set API task fields on resource task");
    }
    if (!hasAny(entry, RESOURCE_FIELDS)) {
      throw invalid("empty resource definition not supported");
    }
    if (task.resourceUri().isEmpty()) {
      throw invalid("resourceUri  cannot be empty for resource task type");
    }
    if (archive.file(task.file()).isEmpty()) {
      throw invalid("resource file %s does not exists: no such file".formatted(task.file()));
    }
  }

  private static boolean hasAny(Map<String, Object> entry, Set<String> fields) {
    return fields.stream().anyMatch(entry::containsKey);
  }

  private static Map<String, String> context(Map<String, Object> entry) {
    Map<String, String> context = new LinkedHashMap<>();
    Json.object(entry.get("context"))
        .keySet()
        .forEach(key -> context.put(key, text(Json.object(entry.get("context")), key)));
    return context;
  }

  /** Numbers and booleans as they are written; nothing for what is not there. */
  private static String text(Map<String, Object> entry, String key) {
    Object value = entry.get(key);
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      throw new IllegalArgumentException(
          "error parsing manifest: %s must be a text".formatted(key));
    }
    return value == null ? "" : value instanceof String text ? text : Json.write(value);
  }

  private static IllegalArgumentException invalid(String reason) {
    return new IllegalArgumentException("error validating manifest: " + reason);
  }
}
