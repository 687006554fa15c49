package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static io.evenkeel.resource.RunningService.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectLifecycleTest {

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
  void theRepositoryIsAnOrdinaryOneWithOneBranchAStage() {
    assertThat(service.git("shop", "for-each-ref", "--format=%(refname)").lines())
        .containsExactly("refs/heads/dev", "refs/heads/master", "refs/heads/prod");
    assertThat(service.git("shop", "symbolic-ref", "HEAD")).isEqualTo("refs/heads/master");
    assertThat(service.git("shop", "fsck", "--strict")).isEmpty();
    assertThat(service.git("shop", "ls-tree", "-r", "--name-only", "dev").lines())
        .containsExactly("cart/metadata.yaml", "metadata.yaml");
  }

  @Test
  void everyActionIsOneCommitWithItsMessage() {
    service.put(at("shop", "dev"), "a", "1", "b", "2");
    service.delete(at("shop", "dev"), "a");
    service.call("deleteService", at("shop", "dev", "cart"), Map.of());

    assertThat(service.git("shop", "log", "--format=%s", "master").lines())
        .containsExactly("Updated resource", "initialized project", "init git empty repo");
    assertThat(service.git("shop", "log", "--format=%s", "dev", "^master").lines())
        .containsExactly(
            "Removed service: cart",
            "Deleted resources",
            "Updated resource",
            "Added service: cart",
            "created stage");
    assertThat(service.git("shop", "log", "--all", "--format=%an %ae %cn %ce").lines())
        .containsOnly("keptn keptn@keptn.sh keptn keptn@keptn.sh");
  }

  @Test
  void keptnsOwnFilesHaveTheKeysThatOthersRead() {
    assertThat(text(service.get(at("shop"), "metadata.yaml"))).matches("""
            projectName: 'shop'
            creationTimestamp: '20.+Z'
            isUsingDirectoryStructure: false
            """);
    assertThat(text(service.get(at("shop", "dev", "cart"), "metadata.yaml"))).matches("""
            servicename: 'cart'
            creationtimestamp: '20.+Z'
            """);
  }

  @Test
  void whatIsThereCanNotBeMadeAgain() {
    assertRefusal(
        service.call("createProject", Map.of(), Map.of("projectName", "shop")),
        409,
        "Project already exists");
    assertRefusal(
        service.call("createStage", at("shop"), Map.of("stageName", "dev")),
        409,
        "Stage already exists");
    assertRefusal(
        service.call("createStage", at("shop"), Map.of("stageName", "master")),
        409,
        "Stage already exists");
    assertRefusal(
        service.call("createService", at("shop", "dev"), Map.of("serviceName", "cart")),
        409,
        "Service already exists");
  }

  @Test
  void whatIsNotThereCanNotBeRemoved() {
    assertRefusal(
        service.call("deleteService", at("shop", "dev", "nope"), Map.of()),
        404,
        "Service not found");
    assertRefusal(
        service.call("deleteService", at("shop", "qa", "cart"), Map.of()), 404, "Stage not found");
    assertRefusal(
        service.call("deleteProject", at("ghost"), Map.of()),
        404,
        "Could not find credentials for upstream repository");
    assertRefusal(
        service.call("createService", at("shop", "qa"), Map.of("serviceName", "x")),
        404,
        "Stage not found");
  }

  @Test
  void aRemovedServiceIsGoneFromItsStageOnly() {
    ApiResponse removed = service.call("deleteService", at("shop", "dev", "cart"), Map.of());

    assertThat(removed.status()).isEqualTo(204);
    assertThat(removed.body()).isEmpty();
    assertRefusal(
        service.get(at("shop", "dev", "cart"), "metadata.yaml"), 404, "Service not found");
    assertThat(service.get(at("shop", "prod", "cart"), "metadata.yaml").status())
        .isEqualTo(200);
  }

  @Test
  void aProjectMadeAgainKnowsNothingOfTheFormerOne() {
    String former = RunningService.commit(service.put(at("shop"), "secret", "x"));
    service.get(at("shop"), "secret", former);

    assertThat(service.call("deleteProject", at("shop"), Map.of()).status()).isEqualTo(204);
    assertThat(Files.exists(service.repository("shop"))).isFalse();
    assertThat(service.get(at("shop"), "secret").status()).isEqualTo(404);
    service.call("createProject", Map.of(), Map.of("projectName", "shop"));

    assertThat(service.get(at("shop"), "secret", former).status()).isEqualTo(404);
    assertThat(service.list(at("shop"))).containsExactly("/metadata.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''      | name must not be empty",
        "a b     | name must not contain whitespaces",
        "a/b     | name must not contain '/'",
        "..      | name is not usable in a repository;",
        ".git    | name is not usable in a repository;",
        "a.lock  | name is not usable in a repository;",
        ".a      | name is not usable in a repository;",
        "a~1     | name is not usable in a repository;",
        "a:b     | name is not usable in a repository;",
      })
  void namesThatNoFileOrBranchCanHaveAreRefused(String name, String message) {
    List<ApiResponse> answers = List.of(
        service.call("createProject", Map.of(), Map.of("projectName", name)),
        service.call("createStage", at("shop"), Map.of("stageName", name)),
        service.call("createService", at("shop", "dev"), Map.of("serviceName", name)));

    assertThat(answers).allSatisfy(answer -> {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.message()).startsWith(message);
    });
  }

  @Test
  void namesAreCheckedFromProjectToService() {
    assertRefusal(
        service.get(at("a b", "c/d", "e"), "x"), 400, "name must not contain whitespaces");
    assertRefusal(service.get(at("shop", "c/d", "e f"), "x"), 400, "name must not contain '/'");
    assertRefusal(service.get(at("shop", "", "cart"), "x"), 400, "name must not be empty");
  }

  @Test
  void theFirstBranchAndTheAuthorCanBeChosen(@TempDir Path other) {
    Map<String, String> settings = Map.of(
        "DEFAULT_REMOTE_GIT_BRANCH", "main",
        "GIT_KEPTN_USER", "bot",
        "GIT_KEPTN_EMAIL", "bot@example.org");
    try (RunningService chosen = RunningService.start(other, settings)) {
      chosen.call("createProject", Map.of(), Map.of("projectName", "shop"));

      assertThat(chosen.git("shop", "log", "-1", "--format=%an %ae %s", "main"))
          .isEqualTo("bot bot@example.org initialized project");
    }
  }

  private static void assertRefusal(ApiResponse answer, int status, String message) {
    assertThat(answer).isEqualTo(ApiResponse.error(status, message));
  }
}
