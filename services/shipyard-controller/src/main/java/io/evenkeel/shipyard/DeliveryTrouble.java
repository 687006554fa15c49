package io.evenkeel.shipyard;

import io.evenkeel.kit.FailedDeliveries;
import io.evenkeel.kit.FailedDelivery;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.Identity;
import io.evenkeel.model.sequence.StateDocument;
import io.evenkeel.model.sequence.Waiting;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run can not know of itself: an event of it did not get to somebody who was to hear it.
 * That takes the place of the run's own reason, with which the sentence begins. Of several the one
 * that was given up first counts, else the one that has failed longest.
 */
final class DeliveryTrouble {

  private static final String PREFIX = "sh.keptn.event.";
  private static final int LONGEST_ERROR = 300;

  private final Map<Place, List<FailedDelivery>> worstFirst;
  private final Instant now;

  /** What an event belongs to. */
  private record Place(String project, String context, String stage) {}

  private DeliveryTrouble(List<FailedDelivery> failed, Instant now) {
    this.now = now;
    this.worstFirst =
        failed.stream().collect(Collectors.groupingBy(delivery -> place(delivery.event())));
  }

  private static Place place(KeptnEvent event) {
    return new Place(event.project(), event.context(), event.stage());
  }

  /** Looks at all of {@code contexts} at once. */
  static Future<DeliveryTrouble> of(SqlClient reader, Collection<String> contexts, Instant now) {
    return FailedDeliveries.of(reader, contexts).map(failed -> new DeliveryTrouble(failed, now));
  }

  /** Adds it to the reason {@code own} of an open run. */
  Map<String, Object> over(Map<String, Object> own, Identity run) {
    List<FailedDelivery> failed =
        worstFirst.get(new Place(run.project(), run.context(), run.stage()));
    return failed == null ? own : over(own, failed.get(0));
  }

  /**
   * Adds it to the reasons of a context by stage. A stage without a reason has no open run; there
   * only the controller's own trouble counts: it is what keeps a run from starting.
   */
  Map<String, Map<String, Object>> over(
      Map<String, Map<String, Object>> own, StateDocument document) {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>(own);
    worstFirst.forEach((place, failed) -> {
      String stage = place.stage();
      if (place.equals(new Place(document.project(), document.context(), stage))) {
        failed.stream()
            .filter(delivery -> own.containsKey(stage) || keepsFromStarting(delivery, document))
            .findFirst()
            .ifPresent(worst -> all.put(stage, over(own.getOrDefault(stage, Map.of()), worst)));
      }
    });
    return all;
  }

  private static boolean keepsFromStarting(FailedDelivery failed, StateDocument document) {
    return failed.subscriber().equals(ShipyardVerticle.NAME)
        && !failed.event().stage().isEmpty()
        && !StateDocument.isFinal(document.state());
  }

  private Map<String, Object> over(Map<String, Object> own, FailedDelivery failed) {
    Map<String, Object> json = new LinkedHashMap<>(own);
    json.remove("until");
    json.putAll(toWaiting(failed, own).toMap());
    json.put("delivery", failed.id());
    json.put("subscriber", failed.subscriber());
    json.put("attempts", failed.attempts());
    json.put("error", failed.error());
    return json;
  }

  private Waiting toWaiting(FailedDelivery failed, Map<String, Object> own) {
    Instant next = failed.next();
    return new Waiting(
        failed.parked() ? "blocked" : "retrying",
        (own.isEmpty() ? "" : own.get("text") + ", but ") + text(failed),
        failed.since(),
        next == null || next.isBefore(now) ? null : next);
  }

  private static String text(FailedDelivery failed) {
    String type = failed.event().type();
    return (failed.parked()
            ? "%s could not handle %s, and it was given up after %d attempts: %s"
            : "%s could not handle %s and is to try again, %d failed so far: %s")
        .formatted(
            failed.subscriber(),
            type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type,
            failed.attempts(),
            oneLine(failed.error()));
  }

  private static String oneLine(String error) {
    String line = error.replaceAll("\\s+", " ").strip();
    if (line.isEmpty()) {
      return "it said nothing";
    }
    return line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR) + "…";
  }
}
