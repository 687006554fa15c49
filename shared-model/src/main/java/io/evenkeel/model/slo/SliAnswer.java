package io.evenkeel.model.slo;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.util.List;
import java.util.Optional;

/**
 * What a provider says in {@code get-sli.finished}.
 *
 * <p>Source: evaluation.md §6.3 and §6.4; entries that are {@code null} are ignored (§14 D10).
 *
 * @param start of the window as the provider reports it
 */
public record SliAnswer(
    String status,
    String result,
    String message,
    String start,
    String end,
    List<IndicatorValue> values) {

  public SliAnswer {
    values = List.copyOf(values);
  }

  /**
   * Reads an event.
   *
   * @throws IllegalArgumentException if an indicator value has the wrong JSON types; the message
   *     names the member
   */
  public static SliAnswer of(KeptnEvent finished) {
    var entries = Json.list(Json.at(finished.data(), "get-sli", "indicatorValues"));
    return new SliAnswer(
        finished.status(),
        finished.result(),
        finished.message(),
        Json.text(Json.at(finished.data(), "get-sli", "start")),
        Json.text(Json.at(finished.data(), "get-sli", "end")),
        entries.stream()
            .filter(entry -> entry != null)
            .map(entry -> IndicatorValue.of(Json.object(entry)))
            .toList());
  }

  /** Returns the verdict that needs no evaluation: retrieval was aborted or failed. */
  public Optional<Verdict> unusable() {
    return switch (status) {
      case "aborted" ->
        Optional.of(Verdict.errored("evaluation performed by lighthouse was aborted"));
      case "errored" ->
        Optional.of(Verdict.errored(
            "evaluation performed by lighthouse received an unexpected error: " + message));
      default -> Optional.empty();
    };
  }
}
