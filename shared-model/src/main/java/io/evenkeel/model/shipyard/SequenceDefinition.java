package io.evenkeel.model.shipyard;

import java.util.List;

/** A sequence of tasks in a stage, and what starts it besides a direct trigger. */
public record SequenceDefinition(
    String name, List<Trigger> triggeredOn, List<TaskDefinition> tasks) {

  /** The name of the sequence that every stage has without declaring it. */
  public static final String EVALUATION = "evaluation";

  public SequenceDefinition {
    triggeredOn = List.copyOf(triggeredOn);
    tasks = List.copyOf(tasks);
  }

  static SequenceDefinition builtInEvaluation() {
    return new SequenceDefinition(EVALUATION, List.of(), List.of(TaskDefinition.of(EVALUATION)));
  }
}
