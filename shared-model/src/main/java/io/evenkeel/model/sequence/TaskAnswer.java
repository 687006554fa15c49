package io.evenkeel.model.sequence;

import io.evenkeel.model.Json;
import java.time.Instant;
import java.util.Map;

/**
 * A {@code .started} or {@code .finished} event of the current task.
 *
 * @param id of the event; the same twice counts once
 * @param data of a {@code .finished} event; empty for {@code .started}
 */
public record TaskAnswer(
    String id,
    String type,
    String source,
    String result,
    String status,
    Instant at,
    Map<String, Object> data) {

  public TaskAnswer {
    data = Json.freezeObject(data);
  }

  boolean isStarted() {
    return type.endsWith(".started");
  }

  boolean isFinished() {
    return type.endsWith(".finished");
  }
}
