package io.evenkeel.model.remediation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an action provider is asked to do.
 *
 * <p>Source: remediation.md §1, §4.1.
 *
 * @param name shown to people
 * @param action what providers match on, e.g. {@code scale}
 * @param value any JSON value, {@code null} for none
 */
public record RemediationAction(
    String name,
    String action,
    String description,
    @Nullable Object value) {

  /** Returns its form in events: description and value are left out when empty. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("action", action);
    if (!description.isEmpty()) {
      map.put("description", description);
    }
    if (value != null) {
      map.put("value", value);
    }
    return map;
  }
}
