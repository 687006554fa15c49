package io.evenkeel.model.approval;

import io.evenkeel.model.Json;
import java.util.Map;
import java.util.Optional;

/**
 * What an approval task asks: the result so far and the strategy for it.
 *
 * <p>Source: approval.md §2, §3.
 *
 * @param result {@code pass}, {@code warning}, {@code fail}, anything else or {@code ""}
 * @param strategy the strategy for {@code result} as written; only {@code automatic} needs nobody
 */
public record Approval(String result, String strategy) {

  private static final String AUTOMATIC = "automatic";
  private static final String MANUAL = "manual";
  private static final String PASS = "pass";
  private static final String WARNING = "warning";
  private static final String FAIL = "fail";

  /** Reads the data of {@code approval.triggered}; the last evaluation counts without a result. */
  public static Approval of(Map<String, Object> data) {
    String own = Json.text(Json.get(data, "result"));
    String result = own.isEmpty() ? Json.text(Json.at(data, "evaluation", "result")) : own;
    return new Approval(result, strategy(result, data));
  }

  /**
   * Returns what is wrong with the types of the members read here, or {@code ""}.
   *
   * @see io.evenkeel.model.event.CommonData#typeError the other members
   */
  public static String typeError(Map<String, Object> data) {
    for (String block : new String[] {"approval", "evaluation"}) {
      Object value = Json.get(data, block);
      if (value != null && !(value instanceof Map)) {
        return "data.%s must be an object".formatted(block);
      }
    }
    for (String strategy : new String[] {PASS, WARNING}) {
      Object value = Json.at(data, "approval", strategy);
      if (value != null && !(value instanceof String)) {
        return "data.approval.%s must be automatic or manual".formatted(strategy);
      }
    }
    return "";
  }

  private static String strategy(String result, Map<String, Object> data) {
    return switch (result) {
      case PASS, WARNING -> {
        String written = Json.text(Json.at(data, "approval", result));
        yield written.isEmpty() ? MANUAL : written;
      }
      case FAIL -> AUTOMATIC;
      default -> MANUAL;
    };
  }

  /** The message of the started event. */
  public String message() {
    return "Approval strategy for result '%s': %s".formatted(result, strategy);
  }

  /** The verdict, {@code pass} or {@code fail}; empty while it is a person's to give. */
  public Optional<String> verdict() {
    if (!strategy.equals(AUTOMATIC)) {
      return Optional.empty();
    }
    return Optional.of(result.equals(FAIL) ? FAIL : PASS);
  }
}
