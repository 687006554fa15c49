package io.evenkeel.model.shipyard;

import io.evenkeel.model.GoDuration;
import io.evenkeel.model.Json;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task as the shipyard defines it.
 *
 * @param triggeredAfter a Go duration to wait before it is sent, or {@code ""}
 * @param timeout a Go duration within which it must be done once it was sent, or {@code ""}: no
 *     limit; Evenkeel's own, the original ignores it
 * @param properties what is merged into {@code data.<name>} of its trigger; only a map has an
 *     effect, {@code null} when absent
 */
public record TaskDefinition(
    String name,
    String triggeredAfter,
    String timeout,
    @Nullable Object properties) {

  /** A task that may take as long as it likes. */
  public TaskDefinition(String name, String triggeredAfter, @Nullable Object properties) {
    this(name, triggeredAfter, "", properties);
  }

  public static TaskDefinition of(String name) {
    return new TaskDefinition(name, "", null);
  }

  /** The properties when they are a map, even an empty one. */
  public @Nullable Map<String, Object> block() {
    return properties instanceof Map<?, ?> ? Json.object(properties) : null;
  }

  /** How long to wait before it is sent; zero if the file says nothing readable. */
  public Duration delay() {
    return GoDuration.orZero(triggeredAfter);
  }

  /** How long it may take once it was sent; zero for no limit. */
  public Duration limit() {
    return GoDuration.orZero(timeout);
  }
}
