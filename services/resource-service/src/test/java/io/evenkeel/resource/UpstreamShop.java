package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A running service and a running Git server, and the project {@code shop} on both. */
abstract class UpstreamShop {

  @TempDir
  Path directory;

  @TempDir
  Path upstreams;

  GitServer git;
  RunningService service;

  @BeforeEach
  void start() {
    git = GitServer.start(upstreams);
    service = RunningService.start(directory);
  }

  @AfterEach
  void stop() {
    service.close();
    git.close();
  }

  void shop() {
    git.create("shop");
    assertThat(create("shop", GitServer.TOKEN)).isEqualTo(ApiResponse.empty(204));
    for (String stage : List.of("dev", "prod")) {
      assertThat(service.call("createStage", at("shop"), Map.of("stageName", stage)))
          .isEqualTo(ApiResponse.empty(204));
    }
    assertThat(service.call("createService", at("shop", "dev"), Map.of("serviceName", "cart")))
        .isEqualTo(ApiResponse.empty(204));
  }

  ApiResponse create(String repository, String token) {
    return service.call(
        "createProject",
        Map.of(),
        Map.of("projectName", "shop", "gitCredentials", credentials(repository, token)));
  }

  ApiResponse update(String repository, String token) {
    return service.call(
        "updateProject", at("shop"), Map.of("gitCredentials", credentials(repository, token)));
  }

  Map<String, Object> credentials(String repository, String token) {
    return Map.of("remoteURL", git.url(repository), "user", "bot", "https", Map.of("token", token));
  }
}
