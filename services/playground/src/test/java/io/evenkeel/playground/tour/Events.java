package io.evenkeel.playground.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Builds the stored events of one run; time passes only when told. */
final class Events {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> all = new ArrayList<>();
  private Instant now;

  Events(Instant begin) {
    now = begin;
  }

  List<JsonNode> all() {
    return all;
  }

  Events after(long seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  /** Adds {@code sh.keptn.event.<name>.triggered} and returns its id. */
  String triggered(String name, String stage) {
    return add(name + ".triggered", stage, "").path("id").asText();
  }

  /** Adds the answer to a triggered event; the returned event may be added to. */
  ObjectNode finished(String name, String stage, String id, String result, String message) {
    ObjectNode event = add(name + ".finished", stage, id);
    ((ObjectNode) event.path("data")).put("result", result).put("message", message);
    return event;
  }

  private ObjectNode add(String type, String stage, String triggeredId) {
    ObjectNode event = JSON.createObjectNode();
    event.put("id", "event-" + all.size()).put("type", "sh.keptn.event." + type);
    event.put("time", now.toString()).put("triggeredid", triggeredId);
    event.putObject("data").put("stage", stage);
    all.add(event);
    return event;
  }
}
