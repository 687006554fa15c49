package io.evenkeel.model.job;

import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an event starts: the matching actions in file order, all of which run, one after the other.
 *
 * <p>Source: job-executor.md §2, §6 (with its recommendations), §7.4.
 */
public record JobPlan(KeptnEvent event, JobConfig config, List<Action> actions) {

  /** Integration name and {@code source} of its events. */
  public static final String SOURCE = "job-executor-service";

  private static final int ID_LENGTH = 24;

  public JobPlan {
    actions = List.copyOf(actions);
  }

  /** Whether events of this type are looked at: five parts, of any kind. */
  public static boolean concerns(KeptnEvent event) {
    return EventType.of(event.type()).isTask();
  }

  public static JobPlan of(JobConfig config, KeptnEvent event) {
    Map<String, Object> document = EventDocument.of(event);
    List<Action> matching = IntStream.range(0, config.actions().size())
        .filter(index -> config.actions().get(index).matches(event.type(), document))
        .mapToObj(index -> new Action(index, config.actions().get(index)))
        .toList();
    return new JobPlan(event, config, concerns(event) ? matching : List.of());
  }

  /** Whether started and finished are sent: only for tasks, and not if all actions are silent. */
  public boolean answers() {
    return EventType.of(event.type()).kind().equals("triggered")
        && actions.stream().anyMatch(action -> !action.action().silent());
  }

  /** Returns the jobs of {@code action}; each is created after the one before it succeeded. */
  public List<Job> jobs(Action action) {
    List<JobTask> tasks = action.action().tasks();
    return IntStream.range(0, tasks.size())
        .mapToObj(index -> new Job(action, index, tasks.get(index), name(action.index(), index)))
        .toList();
  }

  private String name(int action, int task) {
    String id = event.id().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    return "%s-job-%s-%03d-%03d"
        .formatted(SOURCE, id.substring(0, Math.min(ID_LENGTH, id.length())), action, task + 1);
  }

  /**
   * A matching action.
   *
   * @param index its place in the file, from 0
   */
  public record Action(int index, JobAction action) {

    /** Returns the first image that may not be used; checked before the first task starts. */
    public Optional<String> forbiddenImage(ImageAllowList allowed) {
      return action.tasks().stream()
          .map(JobTask::image)
          .filter(image -> !allowed.allows(image))
          .findFirst();
    }
  }

  /**
   * A Kubernetes Job to be.
   *
   * @param index place of its task in the action, from 0
   * @param name of the Job; the same each time the event is handled
   */
  public record Job(Action action, int index, JobTask task, String name) {}
}
