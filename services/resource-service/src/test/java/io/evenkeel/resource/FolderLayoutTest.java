package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static io.evenkeel.resource.RunningService.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installation that keeps stages in folders (resources.md §1.2). */
class FolderLayoutTest {

  @TempDir
  Path directory;

  private RunningService service;

  @BeforeEach
  void startWithShop() {
    service = RunningService.start(directory, Map.of("DIRECTORY_STAGE_STRUCTURE", "true"));
    service.withShop();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void everythingIsOnTheDefaultBranch() {
    service.put(at("shop", "dev", "cart"), "a", "x");

    assertThat(service.git("shop", "for-each-ref", "--format=%(refname)"))
        .isEqualTo("refs/heads/master");
    assertThat(service.git("shop", "ls-tree", "-r", "--name-only", "master").lines())
        .containsExactly(
            ".keptn-stages/dev/cart/a",
            ".keptn-stages/dev/cart/metadata.yaml",
            ".keptn-stages/dev/metadata.yaml",
            ".keptn-stages/prod/cart/metadata.yaml",
            ".keptn-stages/prod/metadata.yaml",
            "metadata.yaml",
            "shipyard.yaml");
    assertThat(service.git("shop", "log", "--format=%s").lines()).contains("Added stage: dev");
  }

  @Test
  void eachLevelSeesItsOwnFiles() {
    service.put(at("shop", "dev", "cart"), "a", "x");

    assertThat(service.list(at("shop"))).containsExactly("/metadata.yaml", "/shipyard.yaml");
    assertThat(service.list(at("shop", "dev", "cart"))).containsExactly("/a", "/metadata.yaml");
    assertThat(text(service.get(at("shop"), "metadata.yaml")))
        .contains("isUsingDirectoryStructure: true");
    assertThat(text(service.get(at("shop", "dev"), "metadata.yaml"))).contains("stagename: 'dev'");
    assertThat(text(service.get(at("shop", "dev", "cart"), "a", "master"))).isEqualTo("x");
  }

  @Test
  void whatDoesNotExistIsNamed() {
    assertThat(service.get(at("shop", "qa"), "a"))
        .isEqualTo(ApiResponse.error(404, "Stage not found"));
    assertThat(service.get(at("shop", "dev", "nope"), "a"))
        .isEqualTo(ApiResponse.error(404, "Service not found"));
    assertThat(service.call("createStage", at("shop"), Map.of("stageName", "dev")))
        .isEqualTo(ApiResponse.error(409, "Stage already exists"));
  }
}
