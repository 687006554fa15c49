package io.evenkeel.playground.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The outcome of one evaluation, read from its {@code evaluation.finished} event.
 *
 * @param id of the event
 * @param result {@code pass}, {@code warning} or {@code fail}
 * @param score 0 to 100
 * @param message why, or {@code ""}
 * @param objectives one per indicator of the SLO file, in its order
 */
public record Verdict(
    String id,
    String stage,
    String result,
    double score,
    String message,
    List<Objective> objectives) {

  /**
   * One objective and how it was met.
   *
   * @param value the measured value, or {@code NaN} if there was none
   * @param targets what had to be met, e.g. {@code <=0.2}
   * @param problem why there is no value, or {@code ""}
   */
  public record Objective(
      String name, double value, String targets, String status, boolean key, String problem) {

    private String line() {
      return "%-20s %-9s %s%s%s"
          .formatted(
              name,
              Double.isNaN(value) ? "no value" : number(value),
              status,
              targets.isEmpty() ? "" : " (needs " + targets + (key ? ", decides alone)" : ")"),
              problem.isEmpty() ? "" : ": " + problem);
    }
  }

  public Verdict {
    objectives = List.copyOf(objectives);
  }

  /** Reads the event. */
  static Verdict of(JsonNode event) {
    JsonNode data = event.path("data");
    JsonNode evaluation = data.path("evaluation");
    List<Objective> objectives = new ArrayList<>();
    evaluation.path("indicatorResults").forEach(result -> objectives.add(objective(result)));
    return new Verdict(
        event.path("id").asText(),
        data.path("stage").asText(),
        data.path("result").asText(),
        evaluation.path("score").asDouble(),
        data.path("message").asText(),
        objectives);
  }

  /** {@code pass, score 100}. */
  String summary() {
    return "%s, score %s".formatted(result, number(score));
  }

  /** The reason, if one is given, and one line per objective. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    objectives.forEach(objective -> lines.add(objective.line()));
    if (!message.isEmpty()) {
      lines.add("because: " + message);
    }
    return lines;
  }

  private static Objective objective(JsonNode result) {
    JsonNode value = result.path("value");
    boolean delivered = value.path("success").asBoolean();
    List<String> targets = new ArrayList<>();
    result
        .path("passTargets")
        .forEach(target -> targets.add(target.path("criteria").asText()));
    String name = result.path("displayName").asText();
    return new Objective(
        name.isEmpty() ? value.path("metric").asText() : name,
        delivered ? value.path("value").asDouble() : Double.NaN,
        String.join(" and ", targets),
        result.path("status").asText(),
        result.path("keySli").asBoolean(),
        delivered ? "" : value.path("message").asText());
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
