package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProjectCommandsTest extends CliTest {

  private Path shipyard;

  @BeforeEach
  void writeShipyard() throws IOException {
    shipyard = Files.writeString(home.resolve("shipyard.yaml"), "kind: Shipyard\n");
  }

  @Test
  void aServerWithItsOwnRepositoryNeedsNoGitFlags() {
    metadata(true).answer("POST /controlPlane/v1/project", 201, "");

    Ran ran = run("create", "project", "shop", "--shipyard=" + shipyard);

    assertThat(ran.out()).isEqualTo("Starting to create project\nProject created successfully\n");
    assertThat(server.last().json())
        .containsEntry("name", "shop")
        .containsEntry("shipyard", base64("kind: Shipyard\n"))
        .doesNotContainKey("gitCredentials");
  }

  @Test
  void anotherServerNeedsAnUpstream() {
    metadata(false);

    Ran ran = run("create", "project", "shop", "-s", shipyard.toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("Error: GIT remote URL must be set\n");
  }

  @Test
  void gitFlagsBecomeCredentials() {
    metadata(false).answer("POST /controlPlane/v1/project", 201, "");

    run(
        "create",
        "project",
        "shop",
        "-s",
        shipyard.toString(),
        "-r",
        "https://git.example.org/shop.git",
        "-u",
        "bot",
        "-t",
        "t0ken",
        "-p",
        "proxy:3128",
        "-j",
        "http");

    assertThat(server.last().json().get("gitCredentials"))
        .isEqualTo(Map.of(
            "remoteURL", "https://git.example.org/shop.git",
            "user", "bot",
            "https",
                Map.of(
                    "token",
                    "t0ken",
                    "insecureSkipTLS",
                    false,
                    "proxy",
                    Map.of("url", "proxy:3128", "scheme", "http"))));
  }

  @Test
  void theServersReasonIsShown() {
    metadata(true)
        .answer(
            "POST /controlPlane/v1/project",
            409,
            "{\"code\":409,"
                + "\"message\":\"could not create project 'shop': project already exists\"}");

    assertThat(run("create", "project", "shop", "-s", shipyard.toString()).err())
        .isEqualTo("""
            Error: Create project was unsuccessful.
            could not create project 'shop': project already exists
            """);
  }

  @Test
  void exactlyOneNameIsNeeded() {
    Ran none = run("create", "project", "--shipyard=" + shipyard);
    Ran two = run("delete", "service", "cart", "basket", "--project=shop");

    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).startsWith("Error: required argument PROJECTNAME not set\n\nUsage: ");
    assertThat(two.err()).startsWith("Error: too many arguments set\n");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aMissingShipyardFileIsNamed() {
    Ran ran =
        run("create", "project", "shop", "-s", home.resolve("nowhere.yaml").toString());

    assertThat(ran.err())
        .startsWith("Error: Failed to read and parse shipyard file - there is no file ")
        .contains("nowhere.yaml");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aServiceIsCreatedAndDeleted() {
    server
        .answer("POST /controlPlane/v1/project/shop/service", 200, "{\"message\":\"\"}")
        .answer("DELETE /controlPlane/v1/project/shop/service/cart", 200, "{\"message\":\"bye\"}");

    assertThat(run("create", "service", "cart", "--project=shop").out())
        .isEqualTo("Starting to create service\nService created successfully\n");
    assertThat(server.last().json()).containsEntry("serviceName", "cart");
    assertThat(run("delete", "service", "cart", "-p", "shop").out())
        .isEqualTo("Service deleted successfully\nbye\n");
  }

  @Test
  void aProjectIsDeleted() {
    server.answer("DELETE /controlPlane/v1/project/shop", 200, "{\"message\":\"upstream stays\"}");

    assertThat(run("delete", "project", "shop").out())
        .isEqualTo("Project deleted successfully\nupstream stays\n");
  }

  @Test
  void aResourceGoesToTheServiceInEveryStage() throws IOException {
    Path file = Files.writeString(home.resolve("slo.yaml"), "a: b\n");
    server
        .answer(
            "GET /controlPlane/v1/project/shop/stage",
            200,
            "{\"stages\":[{\"stageName\":\"dev\"},{\"stageName\":\"prod\"}]}")
        .answer("POST /resource-service/v1/project/shop/stage/dev/service/cart/resource", 201, "{}")
        .answer(
            "POST /resource-service/v1/project/shop/stage/prod/service/cart/resource", 201, "{}");

    Ran ran = run(
        "add-resource",
        "--project=shop",
        "--service=cart",
        "--all-stages",
        "--resource=" + file,
        "--resourceUri=slo.yaml");

    assertThat(ran.status()).isZero();
    assertThat(ran.out()).endsWith("Resource has been uploaded.\n");
    assertThat(server.requests()).hasSize(3);
    assertThat(Json.object(Json.list(server.last().json().get("resources")).get(0)))
        .containsEntry("resourceURI", "slo.yaml")
        .containsEntry("resourceContent", base64("a: b\n"));
  }

  @Test
  void aResourceWithoutStageGoesToTheProject() throws IOException {
    Path file = Files.writeString(home.resolve("x.txt"), "x");
    server.answer("POST /resource-service/v1/project/shop/resource", 201, "{}");

    assertThat(run("add-resource", "-p", "shop", "-r", file.toString()).out())
        .isEqualTo("""
            Adding resource %1$s as a project resource to project shop
            Adding resource %1$s as a project resource to project shop was successful
            Resource has been uploaded.
            """.formatted(file));
  }

  @Test
  void aResourceOfAServiceNeedsAStage() {
    assertThat(run("add-resource", "-p", "shop", "--service", "cart", "-r", "x").err())
        .isEqualTo("Error: Flag 'stage' is missing\n");
    assertThat(run("add-resource", "-p", "shop", "-r", "no-such-file").err())
        .isEqualTo("Error: File no-such-file not found on local file system\n");
  }

  @Test
  void listsFollowEveryPage() {
    server
        .answer(
            "GET /controlPlane/v1/project",
            200,
            "{\"projects\":[{\"projectName\":\"a\",\"creationDate\":\"1704164645123456789\","
                + "\"shipyardVersion\":\"spec.keptn.sh/0.2.2\"}],\"nextPageKey\":\"1\"}")
        .answer(
            "GET /controlPlane/v1/project?nextPageKey=1",
            200,
            "{\"projects\":[{\"projectName\":\"b\"}],\"nextPageKey\":\"0\"}");

    String[] lines = run("get", "projects").out().split("\n");

    assertThat(lines).hasSize(3);
    assertThat(lines[0]).startsWith("NAME\tCREATION DATE").endsWith("SHIPYARD VERSION");
    assertThat(lines[1]).startsWith("a   \t2024-01-0").endsWith("spec.keptn.sh/0.2.2");
    assertThat(lines[2]).startsWith("b   \tn/a");
    assertThat(run("get", "project", "c").out()).isEqualTo("No project c found\n");
    assertThat(run("get", "project", "b", "-o", "json").out())
        .isEqualTo("{\n    \"projectName\": \"b\"\n}\n");
    assertThat(run("get", "project", "b", "-o", "yaml").out()).isEqualTo("projectName: b\n");
    assertThat(run("get", "project", "-o", "xml").err())
        .isEqualTo("Error: Invalid output format, only yaml or json allowed\n");
  }

  @Test
  void servicesAreListedPerStage() {
    server
        .answer(
            "GET /controlPlane/v1/project",
            200,
            "{\"projects\":[{\"projectName\":\"shop\",\"stages\":[{\"stageName\":\"dev\"}]}]}")
        .answer(
            "GET /controlPlane/v1/project/shop/stage/dev/service",
            200,
            "{\"services\":[{\"serviceName\":\"cart\"}]}")
        .answer(
            "GET /controlPlane/v1/project/shop/stage",
            200,
            "{\"stages\":[{\"stageName\":\"dev\"}]}");

    assertThat(run("get", "services").out())
        .isEqualTo("NAME\tPROJECT\tSTAGE\tCREATION DATE\ncart\tshop   \tdev  \tn/a\n");
    assertThat(run("get", "stages", "-p", "shop").out())
        .isEqualTo("NAME\tCREATION DATE\ndev \tn/a\n");
  }

  private LocalServer metadata(boolean automatic) {
    return server.answer(
        "GET /v1/metadata", 200, "{\"automaticprovisioning\":%s}".formatted(automatic));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
