package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static io.evenkeel.resource.RunningService.commit;
import static io.evenkeel.resource.RunningService.text;
import static io.evenkeel.resource.RunningService.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.testkit.TestPlatform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceVerticleTest {

  @TempDir
  Path directory;

  private RunningService service;

  @BeforeEach
  void startWithShop() {
    service = RunningService.start(directory).withShop();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void aFileIsReadBackAtTheLevelItWasWrittenTo() {
    ApiResponse written = service.put(at("shop", "dev", "cart"), "job/config.yaml", "v2\n");
    ApiResponse read = service.get(at("shop", "dev", "cart"), "job%2Fconfig.yaml");

    assertThat(written.status()).isEqualTo(201);
    assertThat(written.body())
        .matches("\\{\"commitID\":\"([0-9a-f]{40})\","
            + "\"metadata\":\\{\"upstreamURL\":\"\",\"version\":\"\\1\"}}");
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.body())
        .isEqualTo("{\"resourceURI\":\"job%2Fconfig.yaml\",\"resourceContent\":\"djIK\","
            + "\"metadata\":{\"upstreamURL\":\"\",\"version\":\"" + commit(written) + "\"}}");
  }

  @Test
  void thereIsNoFallbackBetweenLevels() {
    service.put(at("shop"), "a.yaml", "of the project");

    assertMessage(service.get(at("shop", "dev"), "a.yaml"), 404, "Resource not found");
    assertMessage(service.get(at("shop", "dev", "cart"), "a.yaml"), 404, "Resource not found");
  }

  @Test
  void aStageStartsWithTheProjectsFilesAndThenGoesItsOwnWay() {
    service.put(at("shop"), "a.yaml", "first");
    service.call("createStage", at("shop"), Map.of("stageName", "qa"));
    service.update(at("shop"), "a.yaml", "second");

    assertThat(text(service.get(at("shop", "qa"), "a.yaml"))).isEqualTo("first");
    assertThat(service.get(at("shop", "qa"), "shipyard.yaml").status()).isEqualTo(200);
    assertThat(service.get(at("shop", "dev"), "shipyard.yaml").status()).isEqualTo(404);
  }

  @Test
  void anEmptyFileHasNoContentInItsAnswer() {
    service.put(at("shop"), "empty", "");

    ApiResponse read = service.get(at("shop"), "empty");

    assertThat(read.status()).isEqualTo(200);
    assertThat(read.object()).doesNotContainKey("resourceContent");
  }

  @Test
  void blanksAndPlusesInNamesAreToldApart() {
    service.put(at("shop"), "a b.txt", "blank", "a+b.txt", "plus");

    assertThat(text(service.get(at("shop"), "a%20b.txt"))).isEqualTo("blank");
    assertThat(text(service.get(at("shop"), "a+b.txt"))).isEqualTo("blank");
    assertThat(text(service.get(at("shop"), "a%252Bb.txt"))).isEqualTo("plus");
  }

  @Test
  void anOlderRevisionIsReadByItsCommit() {
    String first = commit(service.put(at("shop", "dev", "cart"), "v.txt", "one"));
    String second = commit(service.update(at("shop", "dev", "cart"), "v.txt", "two"));

    ApiResponse older = service.get(at("shop", "dev", "cart"), "v.txt", first);
    assertThat(second).isNotEqualTo(first);
    assertThat(text(older)).isEqualTo("one");
    assertThat(version(older)).isEqualTo(first);
    assertThat(text(service.get(at("shop", "dev", "cart"), "v.txt", ""))).isEqualTo("two");
    assertThat(text(service.get(at("shop", "dev", "cart"), "v.txt", "\"\""))).isEqualTo("two");
    assertMessage(
        service.get(at("shop", "dev", "cart"), "nope.txt", first), 404, "Resource not found");
  }

  @Test
  void aRevisionMayBeShortOrABranchAndOfAnotherLevel() {
    String commit = commit(service.put(at("shop", "dev"), "v.txt", "one"));

    assertThat(text(service.get(at("shop"), "v.txt", commit.substring(0, 10)))).isEqualTo("one");
    assertThat(text(service.get(at("shop"), "v.txt", "dev"))).isEqualTo("one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000001",
        "nope",
        "dev:v.txt",
        "../../other.git/refs/heads/master",
        "dev^{tree}",
        "@{-1}",
        "^^^{{{"
      })
  void anUnknownRevisionIsNotFound(String revision) {
    ApiResponse answer = service.get(at("shop"), "shipyard.yaml", revision);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.message()).contains("Resource not found").contains(revision);
  }

  @Test
  void unchangedContentStillMakesACommit() {
    String first = commit(service.put(at("shop"), "same.txt", "x"));
    String second = commit(service.put(at("shop"), "same.txt", "x"));

    assertThat(second).isNotEqualTo(first);
    assertThat(service.git("shop", "diff", "--stat", first, second)).isEmpty();
  }

  @Test
  void whatDoesNotExistIsNamed() {
    assertMessage(
        service.get(at("ghost"), "a"), 404, "Could not find credentials for upstream repository");
    assertMessage(service.get(at("shop", "qa"), "a"), 404, "Stage not found");
    assertMessage(service.get(at("shop", "dev", "nope"), "a"), 404, "Service not found");
    assertMessage(service.get(at("shop", "dev", "cart"), "a"), 404, "Resource not found");
    assertMessage(
        service.put(at("ghost"), "a", "x"),
        404,
        "Could not find credentials for upstream repository");
    assertMessage(service.put(at("shop", "qa"), "a", "x"), 404, "Stage not found");
    assertMessage(service.put(at("shop", "dev", "nope"), "a", "x"), 404, "Service not found");
    assertMessage(service.delete(at("shop", "dev", "cart"), "a"), 404, "Resource not found");
    assertMessage(
        service.query("getResources", at("shop", "dev", "nope"), Map.of()),
        404,
        "Service not found");
  }

  @Test
  void aFolderIsDeletedWithEverythingInIt() {
    service.put(at("shop"), "d/a", "1", "d/e/b", "2", "dd", "3");

    ApiResponse deleted = service.delete(at("shop"), "d");

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(commit(deleted)).isEqualTo(version(deleted)).hasSize(40);
    assertThat(service.list(at("shop"))).containsExactly("/dd", "/metadata.yaml", "/shipyard.yaml");
  }

  @Test
  void reservedPathsAreRefusedForEveryMethod() {
    for (String uri : List.of("%252E%252E%252Fx", ".git%2Fconfig", "", "a~b")) {
      assertMessage(service.get(at("shop"), uri), 400, "invalid resource uri");
      assertMessage(service.update(at("shop"), uri, "x"), 400, "invalid resource uri");
      assertMessage(service.delete(at("shop"), uri), 400, "invalid resource uri");
    }
    assertMessage(service.put(at("shop"), "../x", "x"), 400, "invalid resource uri");
    assertMessage(service.put(at("shop"), "", "x"), 400, "invalid resource uri");
    assertThat(service.list(at("shop"))).containsExactly("/metadata.yaml", "/shipyard.yaml");
  }

  @Test
  void oneBadFileMeansNoneIsWritten() {
    String before = service.git("shop", "rev-parse", "master");

    ApiResponse answer = service.put(at("shop"), "good", "x", "../bad", "x");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(service.git("shop", "rev-parse", "master")).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | Invalid request format",
        "[] | Invalid request format",
        "{} | Invalid request format",
        "{\"resources\":{}} | Invalid request format",
        "{\"resources\":[1]} | Invalid request format",
        "{\"resources\":[{\"resourceURI\":7}]} | Invalid request format",
        "{\"resources\":[{\"resourceURI\":\"a\",\"resourceContent\":\"%\"}]}"
            + "| resource content is not base64 encoded",
        "{\"resources\":[{\"resourceURI\":\"a\",\"resourceContent\":\"YQ\"}]}"
            + "| resource content is not base64 encoded",
        "{\"resources\":[{\"resourceURI\":\"..\",\"resourceContent\":\"YQ\"}]}"
            + "| resource content is not base64 encoded",
      })
  void malformedBodiesAreRefused(String body, String message) {
    ApiResponse answer =
        TestPlatform.await(service.send(ApiRequest.of("createResources", at("shop"), body)));

    assertMessage(answer, 400, message);
  }

  @Test
  void aFileAndAFolderCanNotHaveTheSameName() {
    service.put(at("shop"), "a", "file", "d/b", "x");

    assertMessage(
        service.put(at("shop"), "a/b", "x"),
        409,
        "can not write a/b: a is a file; delete it first");
    assertMessage(
        service.put(at("shop"), "d", "x"), 409, "can not write d: d is a folder; delete it first");
    assertMessage(service.get(at("shop"), "d"), 500, "Internal server error");
  }

  @Test
  void headsAreTheBranchesCommitsAndTheShipyardsBlob() {
    Map<String, Object> heads =
        service.query("getHeads", at("shop", "dev"), Map.of()).object();

    assertThat(heads)
        .containsEntry("project", service.git("shop", "rev-parse", "master"))
        .containsEntry("stage", service.git("shop", "rev-parse", "dev"))
        .containsEntry("shipyard", service.git("shop", "rev-parse", "master:shipyard.yaml"));
    assertMessage(service.query("getHeads", at("shop", "qa"), Map.of()), 404, "Stage not found");
    assertMessage(
        service.query("getHeads", at("ghost", "qa"), Map.of()),
        404,
        "Could not find credentials for upstream repository");
  }

  private static void assertMessage(ApiResponse answer, int status, String message) {
    assertThat(answer.body())
        .isEqualTo(Json.write(ApiResponse.error(status, message).object()));
    assertThat(answer.status()).isEqualTo(status);
  }
}
