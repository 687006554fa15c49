package io.evenkeel.model.sli;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code remediation.triggered} event an alert becomes.
 *
 * <p>Source: prometheus.md §6, the table of fields.
 *
 * @param context the same for every notification of one alert instance
 */
public record AlertRemediation(
    String project, String stage, String service, String context, Map<String, Object> data) {

  /** The source of the event. */
  public static final String SOURCE = "prometheus";

  private static final String SEQUENCE = "remediation";

  static AlertRemediation of(
      Map<String, Object> alert, String groupStatus, Supplier<String> freshContext) {
    Map<String, Object> labels = Json.object(Json.get(alert, "labels"));
    String project = Json.text(labels.get("project"));
    String stage = Json.text(labels.get("stage"));
    String service = Json.text(labels.get("service"));
    Map<String, Object> scope = new LinkedHashMap<>();
    putUnlessEmpty(scope, "project", project);
    putUnlessEmpty(scope, "stage", stage);
    putUnlessEmpty(scope, "service", service);
    Map<String, Object> data = new LinkedHashMap<>(scope);
    data.put("labels", Map.of("Problem URL", text(alert, "generatorURL")));
    data.put("problem", problem(alert, labels, groupStatus, scope));
    data.put("deployment", deployment(Json.text(labels.get("deployment"))));
    return new AlertRemediation(
        project, stage, service, context(alert, freshContext), Json.freezeObject(data));
  }

  /**
   * Returns the type of the event, e.g. {@code sh.keptn.event.production.remediation.triggered}.
   */
  public String type() {
    return EventType.sequence(stage, SEQUENCE, "triggered");
  }

  /** Returns which labels the alert lacks to say what is in trouble. */
  public Optional<String> mistake() {
    List<String> missing = Stream.of("project", "stage", "service")
        .filter(name -> !data.containsKey(name))
        .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("alert without label %s: add it to the rule, or route the alert elsewhere"
            .formatted(String.join(", ", missing)));
  }

  private static Map<String, Object> problem(
      Map<String, Object> alert,
      Map<String, Object> labels,
      String groupStatus,
      Map<String, Object> scope) {
    Map<String, Object> annotations = Json.object(Json.get(alert, "annotations"));
    Map<String, Object> problem = new LinkedHashMap<>();
    putUnlessEmpty(problem, "State", groupStatus.equals("firing") ? "OPEN" : "");
    problem.put("ProblemID", "");
    problem.put("ProblemTitle", text(annotations, "summary"));
    problem.put("ProblemDetails", Map.of("problemDetails", text(annotations, "descriptions")));
    problem.put("PID", "");
    putUnlessEmpty(problem, "ProblemURL", text(alert, "generatorURL"));
    putUnlessEmpty(problem, "ImpactedEntity", Json.text(labels.get("pod_name")));
    problem.putAll(scope);
    problem.put("labels", Map.of("deployment", Json.text(labels.get("deployment"))));
    return problem;
  }

  private static Map<String, @Nullable Object> deployment(String name) {
    Map<String, @Nullable Object> deployment = new LinkedHashMap<>();
    deployment.put("deploymentstrategy", "");
    deployment.put("deploymentURIsLocal", null);
    deployment.put("deploymentNames", List.of(name));
    return deployment;
  }

  private static String context(Map<String, Object> alert, Supplier<String> freshContext) {
    String fingerprint = text(alert, "fingerprint");
    return fingerprint.isEmpty()
        ? freshContext.get()
        : AlertContext.of(fingerprint + text(alert, "startsAt"));
  }

  private static String text(Map<String, Object> json, String member) {
    return Json.text(Json.get(json, member));
  }

  private static void putUnlessEmpty(Map<String, Object> json, String member, String value) {
    if (!value.isEmpty()) {
      json.put(member, value);
    }
  }
}
