package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases of section K (projects); where the original leaves half a change behind, ours must not. */
class ProjectConformanceTest {

  private static final String YAML =
      "apiVersion: spec.keptn.sh/0.2.3\nspec: {stages: [{name: qa}, {name: dev}]}";
  private static final String FINISHED = "sh.keptn.event.project.create.finished";

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.with(Map.of(
      "EVENKEEL_GIT_REMOTE_URL_DENYLIST", "src/test/resources/conformance/denied-remotes.txt"));

  private final String name = World.newName();

  private static World world() {
    return SHARED.world();
  }

  private ApiResponse create(Map<String, Object> gitCredentials) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    body.put("shipyard", World.base64(YAML));
    body.put("gitCredentials", gitCredentials);
    return world().call("createProject", Map.of(), Map.of(), Json.write(body));
  }

  private static Map<String, Object> at(String url) {
    return Map.of("remoteURL", url, "user", "bot", "https", Map.of("token", "s3cret"));
  }

  private ApiResponse update(Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put("name", name);
    return world().call("updateProject", Map.of(), Map.of(), Json.write(body));
  }

  private ApiResponse get() {
    return world().call("getProject", Map.of("project", name), Map.of(), "");
  }

  private void assertCreationFailed(int status, String message) {
    ApiResponse answer = world().createProject(name, YAML);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.message()).startsWith(message);
    assertThat(get().status()).isEqualTo(404);
    assertThat(world().eventsOf(name, FINISHED))
        .singleElement()
        .extracting(KeptnEvent::status, KeptnEvent::result)
        .containsExactly("errored", "fail");
  }

  @ParameterizedTest
  @Tag("K06")
  @CsvSource({"ftp://x", "x", "file:///etc", "git@host:shop.git"})
  void onlyHttpAndSshAreTaken(String url) {
    ApiResponse answer = create(Map.of("remoteURL", url));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo("Could not validate payload: provided gitRemoteURL is not valid: only http,"
            + " https or ssh protocols are supported in gitRemoteURL");
  }

  @ParameterizedTest
  @Tag("K09")
  @CsvSource({"https://denied.example/shop.git", "https://git.example/forbidden/shop.git"})
  void anAddressOnTheDenyListIsRefusedWhenCreatingAndUpdating(String url) {
    ApiResponse created = create(at(url));
    world().createProject(name, YAML);
    ApiResponse updated = update(Map.of("gitCredentials", at(url)));

    assertThat(List.of(created, updated)).allSatisfy(answer -> {
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.message()).isEqualTo("Invalid RemoteURL: " + url);
    });
    assertThat(world().resources().asked(name)).doesNotContain("updateProject");
  }

  @ParameterizedTest
  @Tag("K11")
  @CsvSource({"424, invalid git token", "404, upstream repository not found", "500, disk"})
  void aRefusalOfTheUpstreamIsToldInKnownWords(int status, String message) {
    world().resources().refuse("createProject", name, status, "disk");

    assertCreationFailed(status, message);
  }

  @Test
  @Tag("K15")
  void whatWasBegunIsUndoneWhenTheFilesCanNotBeMade() {
    world().resources().refuse("createProject", name, 500, "disk full");

    assertCreationFailed(500, "disk full");
    assertThat(world().resources().asked(name)).containsExactly("createProject", "deleteProject");
  }

  @Test
  void filesOfSomebodyElseAreNotUndone() {
    world().resources().refuse("createProject", name, 409, "Project already exists");

    assertCreationFailed(409, "Project already exists");
    assertThat(world().resources().asked(name)).containsExactly("createProject");
  }

  @ParameterizedTest
  @Tag("K16")
  @CsvSource({
    "createStage, failed to create stage 'qa' for project",
    "updateResources, failed to upload shipyard resource for project",
  })
  void aProjectThatCanNotBeFilledIsDeletedAgain(String operation, String message) {
    world().resources().refuse(operation, name, 500, "disk full");

    assertCreationFailed(500, message);
    assertThat(world().resources().asked(name)).endsWith("deleteProject");
  }

  @Test
  @Tag("K16")
  void aProjectThatCanNotBeRecordedIsDeletedAgain() {
    refuseRecord("INSERT");

    assertThat(world().createProject(name, YAML).status()).isGreaterThanOrEqualTo(500);
    assertThat(get().status()).isEqualTo(404);
    assertThat(world().resources().asked(name)).endsWith("deleteProject");
  }

  @Test
  @Tag("K17")
  void theAnswerSaysWhyTheProjectWasNotCreatedEvenIfUndoingFails() {
    world().resources().refuse("createStage", name, 500, "disk full");
    world().resources().refuse("deleteProject", name, 500, "also broken");

    assertCreationFailed(
        500, "failed to create stage 'qa' for project '%s': disk full".formatted(name));
  }

  @Test
  @Tag("K18")
  void noSecretIsEverShownWhoeverAnswersForTheUpstream() {
    create(at("https://git.example/shop.git"));
    world()
        .resources()
        .answer(
            "getUpstreams",
            any -> true,
            ApiResponse.json(200, Map.of("upstreams", Map.of(name, Json.parseObject("""
                {"remoteURL":"https://git.example/shop.git","user":"bot",
                 "ssh":{"privateKey":"s3cret","privateKeyPass":"s3cret"},
                 "https":{"token":"s3cret","certificate":"s3cret","insecureSkipTLS":false,
                  "proxy":{"url":"p:3128","scheme":"http","user":"u","password":"s3cret"}}}""")))));

    for (ApiResponse answer :
        List.of(get(), world().call("getProjects", Map.of(), Map.of("pageSize", "500"), ""))) {
      assertThat(answer.body())
          .contains("https://git.example/shop.git", "p:3128")
          .doesNotContain("s3cret", "token", "certificate", "privateKey");
    }
  }

  @Test
  @Tag("K21")
  void anUpdateWhoseUpstreamIsRefusedChangesNothing() {
    world().createProject(name, YAML);
    world().resources().refuse("updateProject", name, 500, "secret not written");

    ApiResponse answer = update(Map.of(
        "gitCredentials", at("https://git.example/shop.git"),
        "shipyard", World.base64(YAML + "\n# new")));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.message())
        .isEqualTo("failed to update project '%s': secret not written".formatted(name));
    assertThat(world().resources().shipyard(name)).isEqualTo(YAML);
    assertThat(get().object()).containsEntry("shipyard", YAML);
  }

  @Test
  @Tag("K23")
  void anUpdateThatCanNotBeRecordedPutsTheFileBack() {
    world().createProject(name, YAML);
    refuseRecord("UPDATE");

    ApiResponse answer = update(Map.of("shipyard", World.base64(YAML + "\n# new")));

    assertThat(answer.status()).isGreaterThanOrEqualTo(500);
    assertThat(world().resources().shipyard(name)).isEqualTo(YAML);
    assertThat(get().object()).containsEntry("shipyard", YAML);
  }

  private void refuseRecord(String change) {
    TestPlatform.await(world().platform().platform().database().transaction(client -> client
        .query("CREATE TRIGGER refuse_%s BEFORE %s ON project WHEN NEW.name = '%s'"
                .formatted(name, change, name)
            + " BEGIN SELECT RAISE(ABORT, 'the record can not be written'); END")
        .execute()));
  }

  @Test
  @Tag("K25")
  void anUpdateWithoutShipyardLeavesIt() {
    world().createProject(name, YAML);
    Map<String, Object> empty = new LinkedHashMap<>();
    empty.put("shipyard", "");

    assertThat(update(Map.of()).status()).isEqualTo(201);
    assertThat(update(empty).status()).isEqualTo(201);
    assertThat(get().object()).containsEntry("shipyard", YAML);
    assertThat(world().resources().asked(name)).containsOnlyOnce("updateResources");
  }

  /** A file that is worse than that is refused; this one only becomes so past the control plane. */
  @Test
  void aShipyardWithoutVersionIsShownAsTheOldestThereWas() {
    world().createProject(name, YAML);
    world().replaceShipyard(name, "spec: {stages: [{name: qa}, {name: dev}]}");
    CaseRun run = CaseRun.start(world(), name, "qa.seq", "svc", Map.of(), "");

    assertThat(run.finished("qa.seq").message()).contains("could not parse shipyard version");
    assertThat(get().object()).containsEntry("shipyardVersion", "spec.keptn.sh/0.1.7");
  }

  @Test
  @Tag("K29")
  void aProjectWithoutUpstreamIsDeleted() {
    world().createProject(name, YAML);

    ApiResponse answer = world().call("deleteProject", Map.of("project", name), Map.of(), "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.message())
        .startsWith("The Git upstream of the project will not be deleted: ");
  }

  @Test
  void aDeletionThatFailsLeavesTheProjectAndOneThatDoesNotItsEventsNeither() {
    world().createProject(name, YAML);
    world().resources().refuse("deleteProject", name, 500, "locked");
    ApiResponse refused = world().call("deleteProject", Map.of("project", name), Map.of(), "");
    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.message()).isEqualTo("could not delete project: locked");
    assertThat(get().status()).isEqualTo(200);
    assertThat(world().eventsOf(name, FINISHED)).hasSize(1);

    world().resources().answer("deleteProject", name, ApiResponse.empty(204));
    world().call("deleteProject", Map.of("project", name), Map.of(), "");

    assertThat(world().eventsOf(name, FINISHED)).isEmpty();
    assertThat(world().eventsOf(name, "sh.keptn.event.project.delete.finished")).isEmpty();
  }
}
