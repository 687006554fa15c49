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

/** A project whose stages were branches becomes one with folders (resources.md §1.2). */
class StageFoldersTest {

  @TempDir
  Path directory;

  private RunningService service;

  @BeforeEach
  void start() {
    service = RunningService.start(directory).withShop();
    service.put(at("shop", "dev", "cart"), "job/config.yaml", "x");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void everyBranchIsCopiedToItsFolderInOneCommit() {
    int before = commits();

    assertThat(migrate()).isEqualTo(ApiResponse.empty(204));

    assertThat(commits()).isEqualTo(before + 1);
    assertThat(service.git("shop", "log", "-1", "--format=%s", "master"))
        .isEqualTo("migrated project structure");
    assertThat(service.git("shop", "ls-tree", "-r", "--name-only", "master").lines())
        .containsExactly(
            ".keptn-stages/dev/cart/job/config.yaml",
            ".keptn-stages/dev/cart/metadata.yaml",
            ".keptn-stages/dev/metadata.yaml",
            ".keptn-stages/prod/cart/metadata.yaml",
            ".keptn-stages/prod/metadata.yaml",
            "metadata.yaml",
            "shipyard.yaml");
    assertThat(text(service.get(at("shop"), "metadata.yaml")))
        .contains("projectName: 'shop'", "isUsingDirectoryStructure: true")
        .doesNotContain("false");
    assertThat(service.git("shop", "fsck", "--strict")).isEmpty();
  }

  @Test
  void theInstallationGoesOnWithTheFolders() {
    migrate();
    service.close();
    service = RunningService.start(directory, Map.of("DIRECTORY_STAGE_STRUCTURE", "true"));

    assertThat(text(service.get(at("shop", "dev", "cart"), "job/config.yaml"))).isEqualTo("x");
    service.put(at("shop", "dev", "cart"), "job/config.yaml", "newer");
    assertThat(migrate()).isEqualTo(ApiResponse.empty(204));
    assertThat(text(service.get(at("shop", "dev", "cart"), "job/config.yaml"))).isEqualTo("newer");
  }

  private ApiResponse migrate() {
    return service.call("updateProject", at("shop"), Map.of("migrate", true));
  }

  private int commits() {
    return Integer.parseInt(service.git("shop", "rev-list", "--count", "master"));
  }
}
