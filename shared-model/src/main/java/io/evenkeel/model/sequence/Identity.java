package io.evenkeel.model.sequence;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * What never changes about one run of a sequence in a stage.
 *
 * @param id of the run itself, derived from project and trigger
 * @param context the {@code shkeptncontext}, shared with the runs of other stages
 * @param name of the sequence
 * @param triggerId id of the {@code sequence.triggered} event
 * @param gitCommitId commit of the stage's configuration, or {@code ""}
 * @param labels those of the trigger
 */
public record Identity(
    String id,
    String project,
    String stage,
    String service,
    String context,
    String name,
    String triggerId,
    String gitCommitId,
    Map<String, Object> labels) {

  public Identity {
    labels = Json.freezeObject(labels);
  }

  /** Names the run that {@code trigger} asks for: the same each time it is asked. */
  public static Identity of(KeptnEvent trigger, String gitCommitId) {
    return new Identity(
        uuid(trigger.project() + "/sequence/" + trigger.id()),
        trigger.project(),
        trigger.stage(),
        trigger.service(),
        trigger.context(),
        EventType.of(trigger.type()).sequence(),
        trigger.id(),
        gitCommitId,
        trigger.labels());
  }

  /** The type of this sequence's own event of {@code kind}. */
  public String eventType(String kind) {
    return EventType.sequence(stage, name, kind);
  }

  /** An id that is the same each time it is derived for {@code purpose}. */
  String derived(String purpose) {
    return uuid(id + "/" + purpose);
  }

  private static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
