package io.evenkeel.model.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tasks that run one after the other when one of the events occurs.
 *
 * <p>Source: job-executor.md §4.2, §5.
 *
 * @param name shown to people, may be empty, need not be unique
 * @param silent whether nothing is reported about it
 */
public record JobAction(
    String name, boolean silent, List<EventMatcher> events, List<JobTask> tasks) {

  public JobAction {
    events = List.copyOf(events);
    tasks = List.copyOf(tasks);
  }

  /** Whether an event starts this action: at least one entry matches. */
  public boolean matches(String eventType, Map<String, Object> document) {
    return events.stream().anyMatch(event -> event.matches(eventType, document));
  }

  /** Returns the first task called {@code name}. */
  public Optional<JobTask> task(String name) {
    return tasks.stream().filter(task -> task.name().equals(name)).findFirst();
  }
}
