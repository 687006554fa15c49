package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static io.evenkeel.resource.RunningService.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories leave as files and come back as they were. */
class BackupOperationsTest {

  private static final Map<String, String> NONE = Map.of();

  @TempDir
  Path directory;

  @TempDir
  Path elsewhere;

  private static Map<String, byte[]> backup(RunningService service) {
    ApiResponse taken =
        service.call("startBackup", NONE, Map.of("projects", List.of("shop"), "keys", true));
    assertThat(taken.status()).as(taken.body()).isEqualTo(200);
    service.put(at("shop"), "later", "x");
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Object file : Json.list(taken.object().get("files"))) {
      files.put(Json.text(file), read(service, Json.text(file)));
    }
    assertThat(service.call("endBackup", NONE, NONE).status()).isEqualTo(200);
    return files;
  }

  private static byte[] read(RunningService service, String file) {
    ApiResponse answer = service.query("readBackup", NONE, Map.of("file", file, "offset", "0"));
    return Base64.getDecoder().decode(Json.text(answer.object().get("data")));
  }

  private static ApiResponse write(RunningService service, String file, byte[] data) {
    String body = Json.write(Map.of("data", Base64.getEncoder().encodeToString(data)));
    return TestPlatform.await(
        service.send(new ApiRequest("writeRestore", NONE, Map.of("file", file), body)));
  }

  @Test
  void aRepositoryComesBackAsItWasWithAllBranches() {
    try (RunningService one = RunningService.start(directory).withShop();
        RunningService other = RunningService.start(elsewhere)) {
      one.put(at("shop", "prod", "cart"), "chart.yaml", "v1");
      String history = one.git("shop", "log", "--all", "--format=%H %s %D");
      Map<String, byte[]> files = backup(one);

      for (int twice = 0; twice < 2; twice++) {
        other.call("startRestore", NONE, NONE);
        files.forEach(
            (file, data) -> assertThat(write(other, file, data).status()).isEqualTo(200));
        assertThat(other.call("endRestore", NONE, NONE).status()).isEqualTo(200);
      }

      assertThat(other.git("shop", "log", "--all", "--format=%H %s %D")).isEqualTo(history);
      assertThat(other.git("shop", "fsck", "--strict")).isEmpty();
      assertThat(text(other.get(at("shop", "prod", "cart"), "chart.yaml"))).isEqualTo("v1");
      assertThat(other.put(at("shop"), "next", "x").status()).isEqualTo(201);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "shop.git/../../x",
        "shop.git/hooks/post-receive",
        "shop.git/refs/../../../x",
        "Shop.git/HEAD",
        "credentials/../x.credentials",
        "/etc/passwd"
      })
  void aFileThatIsNoneOfABackupIsNotWritten(String file) {
    try (RunningService service = RunningService.start(directory)) {
      service.call("startRestore", NONE, NONE);

      ApiResponse answer = write(service, file, new byte[] {1});

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.message()).contains("the backup has no file");
    }
  }

  @Test
  void aProjectThatIsGoneAndABackupThatEndedAreToldSo() {
    try (RunningService service = RunningService.start(directory)) {
      ApiResponse gone = service.call("startBackup", NONE, Map.of("projects", List.of("ghost")));
      service.call("endBackup", NONE, NONE);
      ApiResponse ended =
          service.query("readBackup", NONE, Map.of("file", "shop.git/HEAD", "offset", "0"));

      assertThat(gone.status()).isEqualTo(409);
      assertThat(gone.message()).contains("ghost was deleted meanwhile");
      assertThat(ended.status()).isEqualTo(409);
    }
  }

  @Test
  void whoUndoesACreationDeletesOnlyTheirs() {
    try (RunningService service = RunningService.start(directory)) {
      service.call("createProject", NONE, Map.of("projectName", "shop", "creation", "winner"));

      ApiResponse loser = service.query("deleteProject", at("shop"), Map.of("creation", "loser"));

      assertThat(loser.status()).isEqualTo(404);
      assertThat(service.git("shop", "log", "--format=%s")).contains("init");
      assertThat(service
              .query("deleteProject", at("shop"), Map.of("creation", "winner"))
              .status())
          .isEqualTo(204);
    }
  }

  @Test
  void whoeverReadsWhileAProjectIsDeletedIsToldItIsGone() {
    try (RunningService service = RunningService.start(directory)) {
      for (int round = 0; round < 10; round++) {
        service.withShop();
        List<Future<ApiResponse>> reads = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
          if (i == 20) {
            reads.add(service.send(ApiRequest.of("deleteProject", at("shop"))));
          }
          Map<String, String> place = Map.of("project", "shop", "uri", "f" + i);
          reads.add(service.send(ApiRequest.of("getResource", place)));
          reads.add(service.send(ApiRequest.of("getResources", at("shop", "dev"))));
        }

        assertThat(reads.stream().map(TestPlatform::await).map(ApiResponse::status))
            .allSatisfy(status -> assertThat(status).isIn(200, 204, 404));
      }
    }
  }
}
