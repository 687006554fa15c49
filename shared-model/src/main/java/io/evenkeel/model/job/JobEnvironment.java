package io.evenkeel.model.job;

import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.job.JobTask.EnvEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment variables of a job's container as JSON values.
 *
 * <p>Source: job-executor.md §9.
 */
public final class JobEnvironment {

  private JobEnvironment() {}

  /**
   * Returns the entries of the task in file order, then the event's project, stage and service,
   * then one variable per label, sorted.
   *
   * @param secrets what was found for each of {@link JobTask#secrets()}
   * @throws JobCreationException if an entry has no value; the message names it
   */
  public static List<Map<String, Object>> of(
      JobTask task, KeptnEvent event, Map<String, SecretKeys> secrets) {
    Map<String, Object> document = EventDocument.of(event);
    List<Map<String, Object>> variables = new ArrayList<>();
    task.env().forEach(entry -> variables.addAll(variables(entry, document, secrets)));
    variables.add(literal("KEPTN_PROJECT", event.project()));
    variables.add(literal("KEPTN_STAGE", event.stage()));
    variables.add(literal("KEPTN_SERVICE", event.service()));
    new TreeMap<>(event.labels())
        .forEach(
            (label, value) -> variables.add(literal(labelName(label), EventText.plain(value))));
    return List.copyOf(variables);
  }

  /** A variable with a fixed value. */
  static Map<String, Object> literal(String name, String value) {
    return Map.of("name", name, "value", value);
  }

  /** A variable from an entry of a Kubernetes object. */
  static Map<String, Object> reference(String name, String kind, String object, String key) {
    return Map.of("name", name, "valueFrom", Map.of(kind, Map.of("name", object, "key", key)));
  }

  private static List<Map<String, Object>> variables(
      EnvEntry entry, Map<String, Object> document, Map<String, SecretKeys> secrets) {
    return switch (entry.valueFrom()) {
      case EnvEntry.LITERAL -> List.of(literal(entry.name(), entry.value()));
      case EnvEntry.EVENT -> List.of(literal(entry.name(), fromEvent(entry, document)));
      case EnvEntry.SECRET ->
        fromSecret(
            entry.name(), secrets.getOrDefault(entry.name(), SecretKeys.missing(entry.name())));
      default ->
        throw new JobCreationException("could not add env with name %s, unknown valueFrom %s"
            .formatted(entry.name(), entry.valueFrom()));
    };
  }

  private static String fromEvent(EnvEntry entry, Map<String, Object> document) {
    try {
      return EventText.format(JsonPath.parse(entry.value()).select(document), entry.as());
    } catch (JsonPathException nothingThere) {
      throw new JobCreationException(
          "could not add env with name '%s', value '%s', valueFrom 'event': %s"
              .formatted(entry.name(), entry.value(), nothingThere.getMessage()));
    }
  }

  private static List<Map<String, Object>> fromSecret(String name, SecretKeys secret) {
    if (!secret.error().isEmpty()) {
      throw new JobCreationException(
          "could not add env with name %s, valueFrom secret: %s".formatted(name, secret.error()));
    }
    return secret.keys().stream()
        .map(key -> reference(key, "secretKeyRef", name, key))
        .toList();
  }

  private static String labelName(String label) {
    return "LABELS_" + label.replace('-', '_').replace(' ', '_').toUpperCase(Locale.ROOT);
  }
}
