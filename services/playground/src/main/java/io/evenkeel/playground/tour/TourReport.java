package io.evenkeel.playground.tour;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the tour went. It ends with the first expectation that does not hold. */
public record TourReport(boolean fast, Duration took, List<ChapterReport> chapters) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public TourReport {
    chapters = List.copyOf(chapters);
  }

  /** Whether every expectation held. */
  public boolean ok() {
    return chapters.stream().allMatch(ChapterReport::ok);
  }

  /** 0 if every expectation held, otherwise 1. */
  public int exitStatus() {
    return ok() ? 0 : 1;
  }

  /** The expectation that ended the tour, if one did. */
  public Optional<Expectation> broken() {
    return chapters.stream()
        .flatMap(chapter -> chapter.expectations().stream())
        .filter(expectation -> !expectation.holds())
        .findFirst();
  }

  /** The report as one JSON document over several lines; durations in seconds. */
  public String toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("ok", ok()).put("fast", fast).put("seconds", seconds(took));
    broken().ifPresent(expectation -> json.set("broken", node(expectation)));
    chapters.forEach(chapter -> json.withArray("chapters").add(node(chapter)));
    return json.toPrettyString();
  }

  private static ObjectNode node(ChapterReport chapter) {
    ObjectNode json = JSON.createObjectNode();
    json.put("number", chapter.number()).put("title", chapter.title());
    json.put("ok", chapter.ok()).put("seconds", seconds(chapter.took()));
    ObjectNode pods = json.putObject("pods");
    chapter.pods().forEach(pods::put);
    chapter.verdicts().forEach(verdict -> json.withArray("evaluations").add(node(verdict)));
    chapter.expectations().forEach(expectation -> json.withArray("expectations")
        .add(node(expectation)));
    return json;
  }

  private static ObjectNode node(Verdict verdict) {
    ObjectNode json = JSON.createObjectNode();
    json.put("stage", verdict.stage()).put("result", verdict.result());
    json.put("score", verdict.score()).put("message", verdict.message());
    for (Verdict.Objective objective : verdict.objectives()) {
      ObjectNode entry = json.withArray("objectives").addObject();
      entry.put("name", objective.name()).put("status", objective.status());
      if (!Double.isNaN(objective.value())) {
        entry.put("value", objective.value());
      }
    }
    return json;
  }

  private static ObjectNode node(Expectation expectation) {
    ObjectNode json = JSON.createObjectNode();
    json.put("what", expectation.what()).put("holds", expectation.holds());
    json.put("seen", expectation.seen());
    if (!expectation.holds()) {
      json.put("look", expectation.look());
    }
    return json;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
