package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceCommandsTest extends CliTest {

  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.2
      kind: Shipyard
      spec:
        stages:
          - name: dev
          - name: prod
      """;
  private static final String SLO = "objectives:\n  - sli: x\n";
  private static final String RESOURCES = "/resource-service/v1/project/shop/stage/";

  private Path folder;

  @BeforeEach
  void writeFolder() throws IOException {
    folder = home.resolve("shop");
    write("shipyard.yaml", SHIPYARD);
    write("services/cart/slo.yaml", SLO);
    write("stages/prod/services/cart/slo.yaml", SLO + "    weight: 2\n");
    write("stages/prod/project/a+b.txt", "x");
  }

  @Test
  void aNewProjectIsCreatedWithServicesAndFiles() {
    server
        .answer("POST /controlPlane/v1/project", 201, "")
        .answer("POST /controlPlane/v1/project/shop/service", 200, "{}")
        .answer("POST " + RESOURCES + "dev/service/cart/resource", 201, "{}")
        .answer("POST " + RESOURCES + "prod/service/cart/resource", 201, "{}")
        .answer("POST " + RESOURCES + "prod/resource", 201, "{}");

    Ran ran = run("apply", "-f", folder.toString());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).isEqualTo("""
            project/shop created
            service/cart created
            resource/dev/cart/slo.yaml created
            resource/prod/a+b.txt created
            resource/prod/cart/slo.yaml created
            """);
    assertThat(server.requests())
        .anyMatch(request -> request.target().equals(RESOURCES + "prod/resource/a%252Bb.txt"));
    assertThat(Json.object(Json.list(server.last().json().get("resources")).get(0)))
        .containsEntry("resourceContent", base64(SLO + "    weight: 2\n"));
  }

  @Test
  void whatIsTheSameIsLeftAlone() {
    unchanged();

    Ran ran = run("apply", "-f", folder.toString(), "-q");

    assertThat(ran.out()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(server.requests()).allMatch(request -> request.method().equals("GET"));
    assertThat(run("diff", "-f", folder.toString()).status()).isZero();
  }

  @Test
  void aDryRunChangesNothing() {
    Ran ran = run("apply", "-f", folder.toString(), "--dry-run");

    assertThat(ran.out()).startsWith("project/shop created (dry run)\n");
    assertThat(server.requests()).allMatch(request -> request.method().equals("GET"));
  }

  @Test
  void aDifferenceIsShownLineByLine() throws IOException {
    unchanged();
    write("services/cart/slo.yaml", SLO + "total_score:\n  pass: 90%\n");

    Ran ran = run("diff", "-f", folder.toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).isEqualTo("""
            --- server/dev/cart/slo.yaml
            +++ folder/dev/cart/slo.yaml
            @@ -1,2 +1,4 @@
             objectives:
               - sli: x
            +total_score:
            +  pass: 90%
            """);
  }

  @Test
  void wrongFilesAreNotSent() throws IOException {
    write("services/cart/slo.yaml", "objectives: 1\n");

    Ran ran = run("apply", "-f", folder.toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("dev/cart/slo.yaml:1:13: error: objectives of the file must be a list")
        .endsWith("Error: nothing was sent: 1 errors in the files\n");
    assertThat(server.requests()).isEmpty();
    assertThat(run("diff", "-f", folder.toString()).status()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod", "stages/prod/cart"})
  void filesWhereNobodyLooksAreNotLeftOutWithoutAWord(String place) throws IOException {
    write(place + "/slo.yaml", SLO);

    assertThat(run("apply", "-f", folder.toString()).err())
        .contains(place + " is not looked at; the files of a stage go to ")
        .contains("stages/prod/project, those of a service to ");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aFolderForAnUnknownStageIsRefused() throws IOException {
    write("stages/qa/project/x", "x");

    assertThat(run("apply", "-f", folder.toString()).err())
        .contains("stages/qa is for a stage that the shipyard does not have; it has dev, prod");
  }

  private void unchanged() {
    String project = "{\"shipyard\":%s,\"stages\":[{\"stageName\":\"dev\",\"services\":[%s]}]}"
        .formatted(Json.write(SHIPYARD), "{\"serviceName\":\"cart\"}");
    server
        .answer("GET /controlPlane/v1/project/shop", 200, project)
        .answer("GET " + RESOURCES + "dev/service/cart/resource/slo.yaml", 200, content(SLO))
        .answer(
            "GET " + RESOURCES + "prod/service/cart/resource/slo.yaml",
            200,
            content(SLO + "    weight: 2\n"))
        .answer("GET " + RESOURCES + "prod/resource/a%252Bb.txt", 200, content("x"));
  }

  private static String content(String text) {
    return "{\"resourceContent\":\"%s\"}".formatted(base64(text));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
