package io.evenkeel.shipyard.uniform;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a type a subscription wants: all three lists have to allow an event. A list that
 * is absent or empty allows every one; which of the two it was is kept, since clients see it.
 *
 * <p>Source: integrations.md §3.
 */
public record Filter(
    @Nullable List<String> projects,
    @Nullable List<String> stages,
    @Nullable List<String> services) {

  /**
   * Reads {@code {"projects": […], "stages": […], "services": […]}}.
   *
   * @throws IllegalArgumentException if a member is no list of texts
   */
  static Filter fromJson(@Nullable Object json) {
    if (json != null && !(json instanceof Map<?, ?>)) {
      throw new IllegalArgumentException("filter must be an object");
    }
    Map<String, Object> object = Json.object(json);
    return new Filter(
        texts(object, "projects"), texts(object, "stages"), texts(object, "services"));
  }

  private static @Nullable List<String> texts(Map<String, Object> object, String name) {
    Object list = Json.get(object, name);
    if (list == null) {
      return null;
    }
    if (!(list instanceof List<?> elements)
        || !elements.stream().allMatch(String.class::isInstance)) {
      throw new IllegalArgumentException("filter.%s must be a list of texts".formatted(name));
    }
    return elements.stream().map(String.class::cast).toList();
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("projects", projects);
    json.put("stages", stages);
    json.put("services", services);
    return json;
  }

  /** Whether {@code event} is wanted, by what its data says. */
  public boolean allows(KeptnEvent event) {
    return allows(projects, event.project())
        && allows(stages, event.stage())
        && allows(services, event.service());
  }

  private static boolean allows(@Nullable List<String> list, String value) {
    return list == null || list.isEmpty() || list.contains(value);
  }

  private static boolean isOpen(@Nullable List<String> list) {
    return list == null || list.isEmpty();
  }

  /** What is wrong with it in a new subscription of the integration {@code name}; or nothing. */
  String problem(String name) {
    if (isOpen(stages) && !isOpen(services)) {
      return "at least one stage must be specified when setting up a subscription filter for a"
          + " service";
    }
    boolean oneProject = projects != null && projects.size() == 1;
    return name.equals("webhook-service") && !oneProject
        ? "webhook should refer to exactly one project"
        : "";
  }
}
