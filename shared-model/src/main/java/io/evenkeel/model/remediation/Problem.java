package io.evenkeel.model.remediation;

import io.evenkeel.model.Json;
import java.util.Map;

/**
 * What is wrong, as far as the choice of an action looks at it.
 *
 * <p>Source: remediation.md §2, §3.
 */
public record Problem(String title, String rootCause) {

  /** Reads {@code data.problem}. */
  public static Problem of(Map<String, Object> data) {
    return new Problem(
        Json.text(Json.at(data, "problem", "problemTitle")),
        Json.text(Json.at(data, "problem", "rootCause")));
  }

  /** How messages call it, whichever type of problem was found in the file. */
  String subject() {
    if (!rootCause.isEmpty()) {
      return "root cause " + rootCause;
    }
    return title.isEmpty() ? "problem type default" : "problem title " + title;
  }
}
