package io.evenkeel.model.sequence;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.event.Merge;
import io.evenkeel.model.shipyard.TaskDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data carried from task to task and from sequence to sequence: the trigger's, with that of
 * every finished task laid over it.
 *
 * <p>Source: sequences.md §3.11.
 */
final class Payload {

  private Payload() {}

  /** The data of the {@code .triggered} event of {@code next}. */
  static Map<String, Object> ofTask(Sequence sequence, TaskDefinition next) {
    Map<String, @Nullable Object> payload = carried(sequence);
    Map<String, Object> block = next.block();
    if (block != null) {
      Object merged = Merge.values(payload.get(next.name()), block);
      payload.put(next.name(), merged);
    }
    return Json.freezeObject(payload);
  }

  /** The data of the trigger of a sequence in {@code stage} that follows this one. */
  static Map<String, Object> ofFollowUp(Sequence sequence, String stage) {
    Map<String, @Nullable Object> payload = carried(sequence);
    payload.put("stage", stage);
    return Json.freezeObject(payload);
  }

  /** The same when this one was cut: the result and status are those of its end. */
  static Map<String, Object> ofFollowUp(Sequence sequence, String stage, KeptnEvent finished) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>(ofFollowUp(sequence, stage));
    payload.put("result", finished.result());
    payload.put("status", finished.status());
    return Json.freezeObject(payload);
  }

  /** The labels carried so far. */
  static Map<String, Object> labels(Sequence sequence) {
    return Json.object(carried(sequence).get("labels"));
  }

  private static Map<String, @Nullable Object> carried(Sequence sequence) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>(sequence.plan().input());
    payload.put("project", sequence.identity().project());
    payload.put("stage", sequence.identity().stage());
    payload.put("service", sequence.identity().service());
    List<FinishedTask> done = sequence.done();
    for (FinishedTask task : done) {
      payload = new LinkedHashMap<>(Merge.objects(payload, replacingAction(payload, task)));
    }
    if (!done.isEmpty()) {
      payload.put("result", done.get(done.size() - 1).result());
      payload.put("status", done.get(done.size() - 1).status());
    }
    if (payload.get("message") != null) {
      payload.put("message", "");
    }
    return payload;
  }

  /** A newly chosen action replaces the one before as a whole (remediation.md R3). */
  private static Map<String, Object> replacingAction(
      Map<String, @Nullable Object> payload, FinishedTask task) {
    if (task.name().equals("get-action") && task.properties().containsKey("action")) {
      payload.remove("action");
    }
    return task.properties();
  }
}
