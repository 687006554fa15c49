package io.evenkeel.system.bridge;

import io.evenkeel.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Whoever carries out tasks, in the hands of a test.
 *
 * @param source what its events say they come from
 * @param send stores an event
 * @param events all events of a context
 */
public record Executor(
    String source,
    Consumer<Map<String, Object>> send,
    Function<String, List<Map<String, Object>>> events) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_NANOS = Duration.ofMillis(25).toNanos();

  /** Answers a task; {@code phase} is {@code started} or {@code finished}. */
  public void answer(String context, String task, String phase, Map<String, Object> outcome) {
    Map<String, Object> triggered = await(context, task + ".triggered");
    Map<String, Object> from = Json.object(triggered.get("data"));
    Map<String, Object> content = new LinkedHashMap<>(outcome);
    for (String name : List.of("project", "stage", "service")) {
      content.put(name, Json.text(from.get(name)));
    }
    send.accept(Map.of(
        "type",
        "sh.keptn.event." + task + "." + phase,
        "specversion",
        "1.0",
        "source",
        source,
        "shkeptncontext",
        context,
        "triggeredid",
        Json.text(triggered.get("id")),
        "data",
        content));
  }

  /** The first event of this type, without its prefix; waits until there is one. */
  public Map<String, Object> await(String context, String type) {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      Optional<Map<String, Object>> found = events.apply(context).stream()
          .filter(event -> ("sh.keptn.event." + type).equals(event.get("type")))
          .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new AssertionError("no %s in %s".formatted(type, context));
  }
}
