package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectApiTest {

  private static final String YAML =
      "apiVersion: spec.keptn.sh/0.2.3\nspec: {stages: [{name: qa}, {name: dev}]}";

  @TempDir
  Path directory;

  private World world;

  @BeforeEach
  void start() {
    world = new World(directory, Map.of());
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void aCreatedProjectIsShownWithItsStagesInFileOrder() {
    world.createProject("shop", YAML);
    world.call("createService", Map.of("project", "shop"), Map.of(), "{\"serviceName\":\"cart\"}");

    Map<String, Object> shop =
        world.call("getProject", Map.of("project", "shop"), Map.of(), "").object();

    assertThat(shop)
        .containsEntry("projectName", "shop")
        .containsEntry("shipyard", YAML)
        .containsEntry("shipyardVersion", "spec.keptn.sh/0.2.3");
    assertThat(Json.list(shop.get("stages")))
        .extracting(stage -> Json.object(stage).get("stageName"))
        .containsExactly("qa", "dev");
    assertThat(Json.write(Json.list(shop.get("stages")).get(0)))
        .contains("\"serviceName\":\"cart\"", "\"openRemediations\":null");
  }

  @Tag("K31")
  @Test
  void listsPageByNameWithTextKeys() {
    for (String name : new String[] {"c", "a", "b"}) {
      world.createProject(name, YAML);
    }

    Map<String, Object> first =
        world.call("getProjects", Map.of(), Map.of("pageSize", "2"), "").object();
    Map<String, Object> second = world
        .call("getProjects", Map.of(), Map.of("pageSize", "2", "nextPageKey", "2"), "")
        .object();

    assertThat(first).containsEntry("nextPageKey", "2").containsEntry("totalCount", 3L);
    assertThat(second).containsEntry("nextPageKey", "0");
    assertThat(Json.list(second.get("projects")))
        .extracting(project -> Json.object(project).get("projectName"))
        .containsExactly("c");
  }

  @Test
  void aSecondProjectOfTheSameNameIsRefused() {
    world.createProject("shop", YAML);

    ApiResponse again = world.createProject("shop", YAML);

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.message())
        .isEqualTo("could not create project 'shop': project already exists");
  }

  @Tag("K03")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"shipyard\":\"x\"} | Could not validate payload: project name missing",
        "{\"name\":\"My_Project\"} | Could not validate payload: provided project name is not a valid Keptn entity name",
        "{\"name\":\"a\"} | Could not validate payload: shipyard must contain a valid shipyard spec encoded in base64",
        "{\"name\":\"a\",\"shipyard\":\"%\"} | Could not validate payload: could not decode shipyard content",
        "{\"name\":\"a\",\"gitRemoteURL\":\"x\"} | Invalid request format: json: unknown field \"gitRemoteURL\"",
        "{\"name\": | Invalid request format: ",
        "{\"name\":5} | Invalid request format: json: cannot unmarshal number into name of type string",
        "{\"name\":\"a\",\"gitCredentials\":[]} | Invalid request format: json: cannot unmarshal array into gitCredentials of type object",
        "{\"name\":\"a\",\"gitCredentials\":{\"https\":{\"insecureSkipTLS\":\"no\"}}} | Invalid request format: json: cannot unmarshal string into insecureSkipTLS of type bool",
        "{\"Name\":\"a\",\"SHIPYARD\":\"%\"} | Could not validate payload: could not decode shipyard content",
        "{\"name\":\"a\",\"shipyard\":\"YXBpVmVyc2lvbjogMC4yLjAKc3BlYzoge3N0YWdlczogW3tuYW1lOiBhfV19\",\"gitCredentials\":{\"https\":{},\"ssh\":{}}} | Could not validate payload: SSH and HTTPS authorization cannot be used together",
      })
  void anInvalidPayloadIsRefusedInTheOriginalsWords(String body, String message) {
    ApiResponse answer = world.call("createProject", Map.of(), Map.of(), body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith(message);
  }

  @Tag("K24")
  @Test
  void anUpdateMayReorderStagesButNotRenameThem() {
    world.createProject("shop", YAML);

    ApiResponse reordered =
        update("{apiVersion: 0.2.3, spec: {stages: [{name: dev}, {name: qa}]}}");
    ApiResponse renamed =
        update("{apiVersion: 0.2.3, spec: {stages: [{name: dev}, {name: prod}]}}");

    assertThat(reordered.status()).isEqualTo(201);
    assertThat(renamed.status()).isEqualTo(400);
    assertThat(renamed.message()).isEqualTo("stage name cannot be changed or removed");
  }

  private ApiResponse update(String yaml) {
    String body = Json.write(Map.of("name", "shop", "shipyard", World.base64(yaml)));
    return world.call("updateProject", Map.of(), Map.of(), body);
  }

  @Test
  void aDeletedProjectIsGoneAndItsNamespacesAreNamed() {
    world.createProject("shop", YAML);

    ApiResponse deleted = world.call("deleteProject", Map.of("project", "shop"), Map.of(), "");
    ApiResponse unknown = world.call("deleteProject", Map.of("project", "shop"), Map.of(), "");

    assertThat(deleted.message()).contains("kubectl delete ns shop-qa");
    assertThat(unknown.status()).isEqualTo(200);
    assertThat(world.call("getProject", Map.of("project", "shop"), Map.of(), "").message())
        .isEqualTo("Project not found: shop");
  }

  @Test
  void anEvaluationOfAnUnknownServiceIsRefusedWithTheInternalCode() {
    world.createProject("shop", YAML);

    ApiResponse answer = world.call(
        "triggerEvaluation",
        Map.of("project", "shop", "stage", "qa", "service", "cart"),
        Map.of(),
        "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"code\":2,\"message\":\"service not found\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"start\":5} | number into start of type string",
        "{\"labels\":[]} | array into labels of type object",
        "{\"labels\":{\"build\":77}} | number into build of type string",
      })
  void anEvaluationTakesNoMemberOfAnotherType(String body, String problem) {
    ApiResponse answer = world.call(
        "triggerEvaluation",
        Map.of("project", "shop", "stage", "qa", "service", "cart"),
        Map.of(),
        body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo("Invalid request format: json: cannot unmarshal " + problem);
  }
}
