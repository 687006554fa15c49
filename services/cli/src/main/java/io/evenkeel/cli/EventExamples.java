package io.evenkeel.cli;

import io.evenkeel.model.event.EventType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of events of a delivery, each with an example. Source: sequences.md, cli.md §4. */
final class EventExamples {

  private static final String CONTEXT = "f8a3e9a2-7f0f-4d5b-9a4c-1f6f0b8b0f10";
  private static final Map<String, Object> SCOPE = new Scope("shop", "dev", "cart").data();

  private EventExamples() {}

  static String markdown() {
    StringBuilder text = new StringBuilder("# Events\n\nEvery event is a CloudEvent 1.0 in JSON."
        + " `shkeptncontext` is the same in all events of a run; `triggeredid` names the event"
        + " that is answered.\n");
    section(text, "A sequence is to start", sequence("triggered", Map.of()));
    section(text, "A task is to be done", task("triggered", Map.of()));
    section(text, "Somebody does it", task("started", Map.of()));
    section(text, "It is done", task("finished", Map.of("status", "succeeded", "result", "pass")));
    section(
        text,
        "The sequence has ended",
        sequence("finished", Map.of("status", "succeeded", "result", "pass")));
    return text.toString();
  }

  private static void section(StringBuilder text, String title, Map<String, Object> event) {
    text.append("\n## %s\n\nType `%s`\n\n```json\n%s\n```\n"
        .formatted(title, event.get("type"), PrettyJson.write(event, "  ")));
  }

  private static Map<String, Object> sequence(String kind, Map<String, Object> data) {
    return event(EventType.sequence("dev", "delivery", kind), kind, data);
  }

  private static Map<String, Object> task(String kind, Map<String, Object> data) {
    return event(EventType.task("deployment", kind), kind, data);
  }

  private static Map<String, Object> event(String type, String kind, Map<String, Object> more) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.put("source", kind.equals("triggered") ? "shipyard-controller" : "my-service");
    event.put("specversion", "1.0");
    event.put("id", "6de83495-4f83-481c-8dbe-fcceb2e0243b");
    event.put("time", "2024-03-01T09:15:00.000Z");
    event.put("contenttype", "application/json");
    event.put("shkeptncontext", CONTEXT);
    if (!kind.equals("triggered")) {
      event.put("triggeredid", "b3a1c9d4-5f1e-4f0a-9c39-2f7f6f0b8b0f");
    }
    Map<String, Object> data = new LinkedHashMap<>(SCOPE);
    List.of("status", "result").stream()
        .filter(more::containsKey)
        .forEach(name -> data.put(name, more.get(name)));
    event.put("data", data);
    return event;
  }
}
