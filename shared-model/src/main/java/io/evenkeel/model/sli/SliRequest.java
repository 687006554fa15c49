package io.evenkeel.model.sli;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code get-sli.triggered} asks a provider for.
 *
 * <p>Source: evaluation.md §6.1, prometheus.md §1.
 *
 * @param deployment for {@code $DEPLOYMENT}: the label of that name, else what the evaluation says,
 *     else {@code primary}
 * @param start of the window, as received
 * @param indicators in the order of the answer, duplicates kept
 */
public record SliRequest(
    String provider,
    String project,
    String stage,
    String service,
    String deployment,
    Map<String, String> labels,
    List<SliFilter> filters,
    String start,
    String end,
    List<String> indicators) {

  private static final String DEFAULT_DEPLOYMENT = "primary";

  public SliRequest {
    labels = Map.copyOf(labels);
    filters = List.copyOf(filters);
    indicators = List.copyOf(indicators);
  }

  /**
   * Reads an event; members of a wrong type count as absent.
   *
   * @throws IllegalArgumentException if {@code data.get-sli} is not an object
   */
  public static SliRequest of(KeptnEvent triggered) {
    Object member = Json.get(triggered.data(), "get-sli");
    if (!(member instanceof Map<?, ?>)) {
      throw new IllegalArgumentException(
          "failed to decode get-sli.triggered event: data.get-sli must be an object");
    }
    Map<String, Object> getSli = Json.object(member);
    Map<String, String> labels = labels(triggered);
    return new SliRequest(
        Json.text(Json.get(getSli, "sliProvider")),
        triggered.project(),
        triggered.stage(),
        triggered.service(),
        deployment(labels, Json.text(Json.get(triggered.data(), "deployment"))),
        labels,
        filters(getSli),
        Json.text(Json.get(getSli, "start")),
        Json.text(Json.get(getSli, "end")),
        Json.list(Json.get(getSli, "indicators")).stream().map(Json::text).toList());
  }

  static String deployment(Map<String, String> labels, String deployment) {
    String label = labels.get("deployment");
    if (label != null) {
      return label;
    }
    return deployment.isEmpty() ? DEFAULT_DEPLOYMENT : deployment;
  }

  private static Map<String, String> labels(KeptnEvent triggered) {
    Map<String, String> labels = new LinkedHashMap<>();
    triggered.labels().forEach((name, value) -> labels.put(name, Json.text(value)));
    return labels;
  }

  private static List<SliFilter> filters(Map<String, Object> getSli) {
    return Json.list(Json.get(getSli, "customFilters")).stream()
        .map(Json::object)
        .map(filter ->
            new SliFilter(Json.text(Json.get(filter, "key")), Json.text(Json.get(filter, "value"))))
        .toList();
  }
}
