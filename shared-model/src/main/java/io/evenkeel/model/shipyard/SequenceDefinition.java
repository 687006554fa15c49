package io.evenkeel.model.shipyard;

import io.evenkeel.model.GoDuration;
import java.time.Duration;
import java.util.List;

/**
 * A sequence of tasks in a stage, and what starts it besides a direct trigger.
 *
 * @param timeout a Go duration within which it must end once it has started, or {@code ""}: no
 *     limit; Evenkeel's own, the original ignores it
 */
public record SequenceDefinition(
    String name, List<Trigger> triggeredOn, List<TaskDefinition> tasks, String timeout) {

  /** The name of the sequence that every stage has without declaring it. */
  public static final String EVALUATION = "evaluation";

  public SequenceDefinition {
    triggeredOn = List.copyOf(triggeredOn);
    tasks = List.copyOf(tasks);
  }

  /** How long it may take once it has started; zero for no limit. */
  public Duration limit() {
    return GoDuration.orZero(timeout);
  }

  static SequenceDefinition builtInEvaluation() {
    return new SequenceDefinition(
        EVALUATION, List.of(), List.of(TaskDefinition.of(EVALUATION)), "");
  }
}
