package io.evenkeel.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The envelope of an event that this command line sends. Source: cli.md §4. */
final class CliEvent {

  private static final String SOURCE = "https://github.com/keptn/keptn/cli#";

  private CliEvent() {}

  /**
   * Returns an event with a fresh id.
   *
   * @param purpose the source's fragment, e.g. {@code configuration-change}
   */
  static Map<String, Object> of(String type, String purpose, Map<String, Object> data) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.put("source", SOURCE + purpose);
    event.put("specversion", "1.0");
    event.put("id", UUID.randomUUID().toString());
    event.put("time", Instant.now().toString());
    event.put("data", data);
    return event;
  }
}
