package io.evenkeel.model.event;

import io.evenkeel.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The members every event's {@code data} may have, read from an event and written without the empty
 * ones.
 *
 * <p>Source: sequences.md §1.3.
 */
public final class CommonData {

  /** In the original's order. */
  public static final List<String> MEMBERS =
      List.of("project", "stage", "service", "labels", "status", "result", "message");

  private CommonData() {}

  /** Returns the common members of {@code event} that are not empty, in order; a fresh map. */
  public static Map<String, Object> of(KeptnEvent event) {
    Map<String, Object> common = scope(event);
    putUnlessEmpty(common, "status", event.status());
    putUnlessEmpty(common, "result", event.result());
    putUnlessEmpty(common, "message", event.message());
    return common;
  }

  /** Returns project, stage, service and labels of {@code event}, where not empty; a fresh map. */
  public static Map<String, Object> scope(KeptnEvent event) {
    Map<String, Object> scope = new LinkedHashMap<>();
    putUnlessEmpty(scope, "project", event.project());
    putUnlessEmpty(scope, "stage", event.stage());
    putUnlessEmpty(scope, "service", event.service());
    if (!event.labels().isEmpty()) {
      scope.put("labels", event.labels());
    }
    return scope;
  }

  /**
   * Returns what is wrong with the JSON types of the common members of {@code data}, or {@code ""}:
   * names and texts must be strings, labels an object of strings.
   */
  public static String typeError(Map<String, Object> data) {
    for (String member : MEMBERS) {
      Object value = Json.get(data, member);
      boolean right =
          value == null || (member.equals("labels") ? isTextMap(value) : value instanceof String);
      if (!right) {
        return "data.%s must be %s"
            .formatted(member, member.equals("labels") ? "an object of strings" : "a string");
      }
    }
    return "";
  }

  private static boolean isTextMap(Object value) {
    return value instanceof Map<?, ?> map
        && map.values().stream().allMatch(label -> label == null || label instanceof String);
  }

  private static void putUnlessEmpty(Map<String, Object> target, String name, String value) {
    if (!value.isEmpty()) {
      target.put(name, value);
    }
  }
}
