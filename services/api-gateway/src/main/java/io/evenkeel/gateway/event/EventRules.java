package io.evenkeel.gateway.event;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the original's optional validation says about an event that may come in from outside.
 *
 * <p>Source: sequences.md §9.1, rest-api.md §5.1 (switch {@code EVENT_VALIDATION_ENABLED}).
 */
final class EventRules {

  private static final Set<String> FREE = Set.of("sh.keptn.log.error", "sh.keptn.events.problem");
  private static final String CONFIGURE = "sh.keptn.event.monitoring.configure";
  private static final Set<String> TASK_KINDS = Set.of("started", "finished", "invalidated");
  private static final String NO_SCOPE =
      "mandatory field(s) 'project', 'stage' or 'service' missing";

  private EventRules() {}

  /** The first rule {@code event} breaks, as the message to the sender; {@code ""} if none. */
  static String violation(KeptnEvent event) {
    EventType type = EventType.of(event.type());
    if (FREE.contains(event.type())) {
      return "";
    }
    if (!CommonData.typeError(event.data()).isEmpty()) {
      return "could not parse common event data";
    }
    if (event.type().equals(CONFIGURE)) {
      return configure(event);
    }
    return switch (type.parts().size()) {
      case 6 -> sequence(event, type);
      case 5 -> task(event, type);
      default -> "unknown event type";
    };
  }

  private static String configure(KeptnEvent event) {
    boolean complete =
        !event.project().isEmpty() && !Json.text(Json.get(event.data(), "type")).isEmpty();
    return complete ? "" : "mandatory fields(s) 'project', 'service' or 'type' missing";
  }

  private static String sequence(KeptnEvent event, EventType type) {
    if (!type.kind().equals("triggered")) {
      return "unknown event type action: " + type.kind();
    }
    if (scopeIncomplete(event)) {
      return NO_SCOPE;
    }
    return event.stage().equals(type.stage())
        ? ""
        : "stage name in event data and in event type does not match";
  }

  private static String task(KeptnEvent event, EventType type) {
    if (!TASK_KINDS.contains(type.kind())) {
      return "unknown event type action: " + type.kind();
    }
    if (type.kind().equals("invalidated")) {
      return "";
    }
    if (scopeIncomplete(event)) {
      return NO_SCOPE;
    }
    String outcome = type.kind().equals("finished") ? outcome(event) : "";
    if (!outcome.isEmpty()) {
      return outcome;
    }
    return event.triggeredId().isEmpty() ? "mandatory field 'triggeredid' missing" : "";
  }

  private static String outcome(KeptnEvent event) {
    if (event.result().isEmpty()) {
      return "result field is not set";
    }
    return event.status().isEmpty() ? "status field is not set" : "";
  }

  private static boolean scopeIncomplete(KeptnEvent event) {
    return Stream.of(event.project(), event.stage(), event.service()).anyMatch(String::isEmpty);
  }
}
