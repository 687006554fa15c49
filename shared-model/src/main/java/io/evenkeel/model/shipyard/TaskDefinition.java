package io.evenkeel.model.shipyard;

import io.evenkeel.model.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task as the shipyard defines it.
 *
 * @param triggeredAfter a Go duration to wait before it is sent, or {@code ""}
 * @param properties what is merged into {@code data.<name>} of its trigger; only a map has an
 *     effect, {@code null} when absent
 */
public record TaskDefinition(
    String name, String triggeredAfter, @Nullable Object properties) {

  public static TaskDefinition of(String name) {
    return new TaskDefinition(name, "", null);
  }

  /** The properties when they are a map, even an empty one. */
  public @Nullable Map<String, Object> block() {
    return properties instanceof Map<?, ?> ? Json.object(properties) : null;
  }
}
