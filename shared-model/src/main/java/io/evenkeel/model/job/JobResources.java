package io.evenkeel.model.job;

import io.evenkeel.model.job.JobTask.Amounts;
import io.evenkeel.model.job.JobTask.Resources;
import java.util.LinkedHashMap;
import java.util.Map;

/** Resource requirements of a container as JSON values. Source: job-executor.md §4.2, §7.3. */
final class JobResources {

  private JobResources() {}

  /**
   * Checks and writes {@code resources}; empty kinds and entries are left out.
   *
   * @throws IllegalArgumentException {@code unable to parse resource limits requirement: unable to
   *     parse cpu quantity 'x': …}
   */
  static Map<String, Object> of(Resources resources) {
    Map<String, Object> requirements = new LinkedHashMap<>();
    put(requirements, "limits", amounts("limits", resources.limits()));
    put(requirements, "requests", amounts("requests", resources.requests()));
    return requirements;
  }

  private static Map<String, Object> amounts(String kind, Amounts amounts) {
    Map<String, Object> entries = new LinkedHashMap<>();
    try {
      putQuantity(entries, "cpu", amounts.cpu());
      putQuantity(entries, "memory", amounts.memory());
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "unable to parse resource %s requirement: %s".formatted(kind, malformed.getMessage()));
    }
    return entries;
  }

  private static void putQuantity(Map<String, Object> entries, String name, String text) {
    if (text.isEmpty()) {
      return;
    }
    try {
      entries.put(name, Quantity.parse(text).canonical());
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "unable to parse %s quantity '%s': %s".formatted(name, text, malformed.getMessage()));
    }
  }

  private static void put(Map<String, Object> target, String name, Map<String, Object> entries) {
    if (!entries.isEmpty()) {
      target.put(name, entries);
    }
  }
}
