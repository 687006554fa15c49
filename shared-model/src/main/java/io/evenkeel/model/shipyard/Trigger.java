package io.evenkeel.model.shipyard;

import java.util.Map;

/**
 * One entry of {@code triggeredOn}.
 *
 * @param event {@code <stage>.<sequence>.finished}, compared exactly
 * @param match the selector; empty when there is none
 */
public record Trigger(String event, Map<String, String> match) {

  public Trigger {
    match = Map.copyOf(match);
  }

  /**
   * Whether this entry fires for a sequence that ended with {@code lastTask} giving {@code result}:
   * without selector on pass and warning; with one if {@code result} or {@code <lastTask>.result}
   * names the result literally. Other keys never match; one hit is enough.
   *
   * <p>Source: sequences.md §2.3.
   */
  boolean firesOn(String finished, String lastTask, String result) {
    if (!event.equals(finished)) {
      return false;
    }
    return match.isEmpty()
        ? result.equals("pass") || result.equals("warning")
        : result.equals(match.get("result")) || result.equals(match.get(lastTask + ".result"));
  }
}
