package io.evenkeel.model.event;

import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the data of one event is laid over that of the ones before it: objects member by member,
 * arrays newest first, everything else replaced.
 *
 * <p>Source: sequences.md §3.11. Unlike the original a newer number or boolean wins (§12).
 */
public final class Merge {

  private Merge() {}

  /**
   * Lays {@code newer} over {@code older}; a {@code null} in {@code newer} keeps objects and
   * arrays.
   */
  public static Map<String, Object> objects(Map<String, Object> older, Map<String, Object> newer) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(older);
    newer.forEach((key, value) -> merged.put(key, values(merged.get(key), value)));
    return Json.freezeObject(merged);
  }

  /** Lays one value over another. */
  public static @Nullable Object values(@Nullable Object older, @Nullable Object newer) {
    if (older instanceof Map<?, ?> && newer instanceof Map<?, ?>) {
      return objects(Json.object(older), Json.object(newer));
    }
    if (older instanceof List<?> old && newer instanceof List<?> fresh) {
      List<@Nullable Object> joined = new ArrayList<>(fresh);
      joined.addAll(old);
      return Json.freeze(joined);
    }
    if (newer == null) {
      return older instanceof String ? "" : older;
    }
    return newer;
  }
}
