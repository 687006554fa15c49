package io.evenkeel.model.sequence;

import io.evenkeel.model.Json;
import io.evenkeel.model.shipyard.SequenceDefinition;
import io.evenkeel.model.shipyard.TaskDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a run is to do, fixed when it is triggered: later edits of the shipyard do not touch it.
 *
 * @param tasks in order
 * @param input the data of the trigger
 * @param startTimeout how long a sent task may wait for its first answer
 * @param limit how long the run may take from its start, pauses and approvals included; zero for as
 *     long as it likes
 */
public record Plan(
    List<TaskDefinition> tasks, Map<String, Object> input, Duration startTimeout, Duration limit) {

  public Plan {
    tasks = List.copyOf(tasks);
    input = Json.freezeObject(input);
  }

  /** The plan of a run of {@code definition} that {@code input} asks for. */
  public static Plan of(
      SequenceDefinition definition, Map<String, Object> input, Duration startTimeout) {
    return new Plan(definition.tasks(), input, startTimeout, definition.limit());
  }
}
