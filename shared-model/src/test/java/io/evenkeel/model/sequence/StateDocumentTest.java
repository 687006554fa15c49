package io.evenkeel.model.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What clients see of a context; tags are conformance cases of section I. */
class StateDocumentTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final StateDocument created = StateDocument.created(event(
      "dev.seq.triggered", "test", "{\"problem\":{\"problemTitle\":\"slow\"},\"stage\":\"dev\"}"));

  private static KeptnEvent event(String type, String source, String data) {
    return KeptnEvent.of(
        type, "sh.keptn.event." + type, source, NOW, "ctx", Json.parseObject(data));
  }

  private static Map<String, Object> stage(StateDocument document, int index) {
    return Json.object(Json.list(document.toMap().get("stages")).get(index));
  }

  @Test
  @Tag("I12")
  void aNewContextShowsItsProblemAndAnEmptyStage() {
    assertThat(created.toMap()).containsEntry("state", "triggered");
    assertThat(created.problemTitle()).isEqualTo("slow");
    assertThat(stage(created, 0)).isEqualTo(Map.of("name", "dev", "state", ""));
  }

  @Test
  @Tag("I13")
  @Tag("I22")
  void aFurtherTriggerAppendsItsStage() {
    StateDocument both = created.triggered(
        event("qa.seq.triggered", "test", "{\"stage\":\"qa\",\"status\":\"succeeded\"}"), NOW);

    assertThat(both.stages()).extracting(StageState::name).containsExactly("dev", "qa");
    assertThat(both.name()).isEqualTo("seq");
    assertThat(stage(both, 1)).containsEntry("state", "succeeded");
  }

  @Test
  @Tag("I09")
  void onlyTheLighthousesScoreIsShown() {
    String scored = "{\"result\":\"pass\",\"evaluation\":{\"score\":%d}}";
    StateDocument judged = created
        .sawTask(
            "dev", event("evaluation.finished", "lighthouse-service", scored.formatted(90)), NOW)
        .sawTask("dev", event("evaluation.finished", "other", scored.formatted(1)), NOW);

    assertThat(Json.at(stage(judged, 0), "latestEvaluation", "score")).isEqualTo(90L);
  }

  @Test
  @Tag("I10")
  void aDeploymentShowsItsImage() {
    StateDocument deployed = created.sawTask(
        "dev",
        event(
            "deployment.triggered",
            "shipyard-controller",
            "{\"configurationChange\":{\"values\":{\"image\":\"cart:1\"}}}"),
        NOW);

    assertThat(stage(deployed, 0))
        .containsEntry("image", "cart:1")
        .containsEntry("state", "triggered");
  }

  @Test
  void aTaskThatWasShownBeforeItIsSentIsNotShownAgain() {
    KeptnEvent held = event("slow.triggered", "shipyard-controller", "{}");
    StateDocument resumed = created.sawTask("dev", held, NOW).inStage("dev", "started");

    assertThat(resumed.sawTask("dev", held, NOW.plusSeconds(10))).isEqualTo(resumed);
  }

  @Test
  void anEvaluationOfAnotherFormIsNotShownAtAll() {
    KeptnEvent odd =
        event("evaluation.finished", "lighthouse-service", "{\"evaluation\":{\"score\":\"x\"}}");

    assertThat(created.sawTask("dev", odd, NOW)).isEqualTo(created);
  }

  @Test
  @Tag("I17")
  void aStageThatEndsHasTheStatusOfItsEvent() {
    StateDocument ended = created.sawEnd(
        "dev", event("dev.seq.finished", "shipyard-controller", "{\"status\":\"errored\"}"), NOW);

    assertThat(stage(ended, 0)).containsEntry("state", "errored");
    assertThat(Json.at(stage(ended, 0), "latestFailedEvent", "type"))
        .isEqualTo("sh.keptn.event.dev.seq.finished");
  }

  @Test
  void readsBackAsItWasWhateverItSaw() {
    StateDocument seen = created
        .sawTask("dev", event("deployment.triggered", "shipyard-controller", """
            {"configurationChange":{"values":{"image":"cart:1"}}}"""), NOW)
        .sawTask("dev", event("deployment.finished", "job", "{\"result\":\"fail\"}"), NOW)
        .sawTask("dev", event("evaluation.finished", "lighthouse-service", """
            {"result":"pass","evaluation":{"score":33.25,"x":[null,{"y":1e30}]}}"""), NOW)
        .sawEnd(
            "dev",
            event("dev.seq.finished", "shipyard-controller", "{\"status\":\"errored\"}"),
            NOW)
        .triggered(event("qa.seq.triggered", "test", "{\"stage\":\"qa\"}"), NOW);

    assertThat(StateDocument.fromMap(Json.parseObject(Json.write(seen.toMap()))))
        .isEqualTo(seen);
  }

  @Test
  void readsBackWithWhatIsStillExpected() {
    KeptnEvent next = event("qa.seq.triggered", "shipyard-controller", "{\"stage\":\"qa\"}");
    StateDocument expecting = created.expecting(next);

    assertThat(StateDocument.fromMap(Json.parseObject(Json.write(expecting.toMap()))))
        .isEqualTo(expecting);
    assertThat(expecting.expects(next)).isTrue();
    assertThat(expecting.triggered(next, NOW).withoutPending(next.id()).pending())
        .isEmpty();
  }
}
