package io.evenkeel.model.event;

import io.evenkeel.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Keptn CloudEvent. Absent text attributes are {@code ""}, never {@code null}.
 *
 * <p>Source: CloudEvents 1.0, structured JSON mode, with Keptn's extensions.
 *
 * @param id unique per event; the same id seen twice is the same event delivered twice
 * @param type e.g. {@code sh.keptn.event.deployment.triggered}, see {@link EventType}
 * @param source who sent it, e.g. {@code shipyard-controller}
 * @param time when it was sent
 * @param context the {@code shkeptncontext}: shared by every event of one run over all stages
 * @param triggeredId id of the {@code .triggered} event this one answers, or {@code ""}
 * @param gitCommitId commit of the configuration the run is pinned to, or {@code ""}
 * @param specVersion {@code shkeptnspecversion}, e.g. {@code 0.2.4}, or {@code ""}
 * @param contentType media type of the data, e.g. {@code application/json}, or {@code ""}
 * @param extensions whatever the sender put there; {@code null} for nothing
 * @param data the payload as JSON values; members may be {@code null}
 */
public record KeptnEvent(
    String id,
    String type,
    String source,
    Instant time,
    String context,
    String triggeredId,
    String gitCommitId,
    String specVersion,
    String contentType,
    @Nullable Object extensions,
    Map<String, Object> data) {

  /** What Keptn's own services announce as {@code shkeptnspecversion}. */
  public static final String SPEC_VERSION = "0.2.4";

  public KeptnEvent {
    data = Json.freezeObject(data);
    extensions = Json.freeze(extensions);
  }

  /** Returns an event with only the attributes every event has. */
  public static KeptnEvent of(
      String id,
      String type,
      String source,
      Instant time,
      String context,
      Map<String, Object> data) {
    return new KeptnEvent(
        id, type, source, time, context, "", "", "", "application/json", null, data);
  }

  /**
   * Returns an event that answers this {@code .triggered} one: {@code <task>.<kind>} in the same
   * context. Its id is derived from this one, so that answering a redelivered event again yields
   * the same answer.
   *
   * @param kind {@code started}, {@code status.changed} or {@code finished}
   */
  public KeptnEvent answer(String kind, String source, Instant time, Map<String, Object> data) {
    String type = EventType.of(this.type).withKind(kind).toString();
    return new KeptnEvent(
        derivedId(source + "/" + kind),
        type,
        source,
        time,
        context,
        id,
        "",
        SPEC_VERSION,
        contentType,
        null,
        data);
  }

  /** Returns an id that is the same each time it is derived from this event and {@code purpose}. */
  public String derivedId(String purpose) {
    return UUID.nameUUIDFromBytes((id + "/" + purpose).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  public KeptnEvent withGitCommitId(String commit) {
    return new KeptnEvent(
        id,
        type,
        source,
        time,
        context,
        triggeredId,
        commit,
        specVersion,
        contentType,
        extensions,
        data);
  }

  public KeptnEvent withTriggeredId(String triggered) {
    return new KeptnEvent(
        id,
        type,
        source,
        time,
        context,
        triggered,
        gitCommitId,
        specVersion,
        contentType,
        extensions,
        data);
  }

  public KeptnEvent withSpecVersion(String version) {
    return new KeptnEvent(
        id,
        type,
        source,
        time,
        context,
        triggeredId,
        gitCommitId,
        version,
        contentType,
        extensions,
        data);
  }

  public String project() {
    return Json.text(Json.get(data, "project"));
  }

  public String stage() {
    return Json.text(Json.get(data, "stage"));
  }

  public String service() {
    return Json.text(Json.get(data, "service"));
  }

  public String status() {
    return Json.text(Json.get(data, "status"));
  }

  public String result() {
    return Json.text(Json.get(data, "result"));
  }

  public String message() {
    return Json.text(Json.get(data, "message"));
  }

  /** Returns {@code data.labels}; empty when absent. */
  public Map<String, Object> labels() {
    return Json.object(Json.get(data, "labels"));
  }
}
