package io.evenkeel.model.job;

import io.evenkeel.model.event.KeptnEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What paths are applied to: the event without {@code triggeredid}, {@code shkeptnspecversion} and
 * {@code contenttype}; {@code time} is an {@link java.time.Instant}.
 *
 * <p>Source: job-executor.md §5.1.
 */
public final class EventDocument {

  private EventDocument() {}

  public static Map<String, Object> of(KeptnEvent event) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", event.id());
    document.put("shkeptncontext", event.context());
    document.put("specversion", "1.0");
    document.put("gitcommitid", event.gitCommitId());
    document.put("time", event.time());
    document.put("source", event.source());
    document.put("type", event.type());
    document.put("data", event.data());
    return Collections.unmodifiableMap(document);
  }
}
