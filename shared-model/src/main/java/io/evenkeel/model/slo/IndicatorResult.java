package io.evenkeel.model.slo;

import io.evenkeel.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one objective came to. The difference between absent and empty targets is part of the
 * contract.
 *
 * <p>Source: evaluation.md §10 and §12.1.
 *
 * @param score the objective's weight, half of it on a warning, or {@code 0}
 * @param value as delivered; {@code null} for an informative objective without a value
 * @param passTargets {@code null} if every pass group was an empty list
 * @param warningTargets {@code null} without a warning section
 */
public record IndicatorResult(
    double score,
    @Nullable IndicatorValue value,
    String displayName,
    @Nullable List<Target> passTargets,
    @Nullable List<Target> warningTargets,
    boolean keySli,
    Status status) {

  /** The four outcomes of an objective. */
  public enum Status {
    PASS("pass"),
    WARNING("warning"),
    FAIL("fail"),
    INFO("info");

    private final String text;

    Status(String text) {
      this.text = text;
    }
  }

  /** Returns the JSON form; every member is always there. */
  Map<String, Object> toMap() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("score", score);
    json.put("value", value == null ? null : value.toMap());
    json.put("displayName", displayName);
    json.put("passTargets", toList(passTargets));
    json.put("warningTargets", toList(warningTargets));
    json.put("keySli", keySli);
    json.put("status", status.text);
    return Json.freezeObject(json);
  }

  private static @Nullable List<Map<String, Object>> toList(@Nullable List<Target> targets) {
    return targets == null ? null : targets.stream().map(Target::toMap).toList();
  }
}
