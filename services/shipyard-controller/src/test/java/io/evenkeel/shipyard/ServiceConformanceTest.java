package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases of section L (services, evaluations on request). */
class ServiceConformanceTest {

  private static final String YAML =
      "apiVersion: spec.keptn.sh/0.2.3\nspec: {stages: [{name: qa}, {name: dev}]}";

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.open();

  private final String project = World.newName();

  @BeforeEach
  void createProject() {
    assertThat(SHARED.world().createProject(project, YAML).status()).isEqualTo(201);
  }

  private ApiResponse create() {
    return SHARED
        .world()
        .call("createService", Map.of("project", project), Map.of(), "{\"serviceName\":\"cart\"}");
  }

  private ApiResponse delete() {
    return SHARED
        .world()
        .call("deleteService", Map.of("project", project, "service", "cart"), Map.of(), "");
  }

  private List<String> stagesWithService() {
    return List.of("qa", "dev").stream()
        .filter(stage -> SHARED
                .world()
                .call(
                    "getService",
                    Map.of("project", project, "stage", stage, "service", "cart"),
                    Map.of(),
                    "")
                .status()
            == 200)
        .toList();
  }

  private List<String> told(String what) {
    return SHARED.world().eventsOf(project, "sh.keptn.event.service." + what).stream()
        .map(event -> event.status() + event.result())
        .toList();
  }

  @Test
  @Tag("L01")
  @Tag("L05")
  void aServiceIsCreatedInAndDeletedFromAllStagesWhichIsTold() {
    assertThat(create()).isEqualTo(new ApiResponse(200, "{\"message\":\"\"}"));
    assertThat(stagesWithService()).containsExactly("qa", "dev");
    assertThat(told("create.started")).hasSize(1);
    assertThat(told("create.finished")).containsExactly("succeededpass");

    assertThat(delete()).isEqualTo(new ApiResponse(200, "{\"message\":\"\"}"));
    assertThat(stagesWithService()).isEmpty();
    assertThat(told("delete.finished")).containsExactly("succeededpass");
  }

  @Test
  @Tag("L02")
  void aServiceThatIsThereIsNotCreatedAgain() {
    create();
    ApiResponse again = create();

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.message()).isEqualTo("service already exists");
    assertThat(told("create.finished")).contains("erroredfail");
  }

  @Test
  @Tag("L04")
  void aServiceWhoseFolderCanNotBeMadeIsNotCreated() {
    SHARED.world().resources().refuse("createService", project, 500, "disk full");
    ApiResponse answer = create();

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.message())
        .isEqualTo("could not create service cart in stage qa of project %s: disk full"
            .formatted(project));
    assertThat(stagesWithService()).isEmpty();
    assertThat(told("create.finished")).containsExactly("erroredfail");
  }

  @Test
  @Tag("L06")
  void aServiceWithoutFolderIsDeletedAllTheSame() {
    create();
    SHARED.world().resources().refuse("deleteService", project, 404, "Service not found");

    assertThat(delete().status()).isEqualTo(200);
    assertThat(stagesWithService()).isEmpty();
  }

  @Test
  @Tag("L07")
  void aServiceWhoseFolderCanNotBeDeletedIsKept() {
    create();
    SHARED.world().resources().refuse("deleteService", project, 500, "locked");
    ApiResponse answer = delete();

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.message()).isEqualTo("could not delete service cart from stage qa: locked");
    assertThat(stagesWithService()).containsExactly("qa", "dev");
    assertThat(told("delete.finished")).containsExactly("erroredfail");
  }

  private ApiResponse evaluate(String body) {
    return SHARED
        .world()
        .call(
            "triggerEvaluation",
            Map.of("project", project, "stage", "qa", "service", "cart"),
            Map.of(),
            body);
  }

  private KeptnEvent evaluation(String body) {
    create();
    ApiResponse answer = evaluate(body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return SHARED
        .world()
        .platform()
        .awaitEvent(
            Json.text(answer.object().get("keptnContext")),
            "sh.keptn.event.qa.evaluation.triggered");
  }

  private static Instant time(KeptnEvent event, String name) {
    String text = Json.text(Json.at(event.data(), "evaluation", name));
    assertThat(text).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    return Instant.parse(text);
  }

  @Test
  @Tag("L11")
  void aTimeframeEndsNow() {
    KeptnEvent event = evaluation("{\"timeframe\":\"5m\",\"labels\":{\"a\":\"1\"}}");

    assertThat(event.source()).isEqualTo("https://github.com/keptn/keptn/api");
    assertThat(event.labels()).isEqualTo(Map.of("a", "1"));
    assertThat(Duration.between(time(event, "start"), time(event, "end")))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(time(event, "end")).isBetween(event.time().minusSeconds(5), event.time());
  }

  @Test
  @Tag("L13")
  void aTimeframeBeginsAtTheGivenStart() {
    KeptnEvent event = evaluation("{\"start\":\"2026-01-01T10:00:00\",\"timeframe\":\"10m\"}");

    assertThat(time(event, "start")).isEqualTo("2026-01-01T10:00:00Z");
    assertThat(time(event, "end")).isEqualTo("2026-01-01T10:10:00Z");
  }

  @ParameterizedTest
  @Tag("L14")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"timeframe\":\"5m\",\"end\":\"2026-01-01T10:00:00\"} | timeframe and end time specifications cannot be set together",
        "{\"start\":\"2026-01-01T10:00:00\"} | timeframe or end time specifications need to be specified when using start parameter",
        "{\"end\":\"2026-01-01T10:00:00\"} | end time specifications cannot be set without start parameter",
      })
  void timesThatDoNotMakeAWindowAreRefused(String body, String message) {
    ApiResponse answer = evaluate(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo("Invalid request format: " + message);
  }

  @Test
  @Tag("L18")
  void aCommitIsPinnedFromTheRequestToTheTask() {
    KeptnEvent event = evaluation("{\"gitcommitid\":\"c-7\"}");

    assertThat(event.gitCommitId()).isEqualTo("c-7");
    assertThat(SHARED.world().task(event.context(), "evaluation").gitCommitId()).isEqualTo("c-7");
  }
}
