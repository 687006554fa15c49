package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceListTest {

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
  void namesAreSortedAndBeginWithASlash() {
    service.put(at("shop", "dev", "cart"), "job/config.yaml", "1", "a-b", "2", "a/b", "3");

    assertThat(service.list(at("shop", "dev", "cart")))
        .containsExactly("/a-b", "/a/b", "/job/config.yaml", "/metadata.yaml");
  }

  @Test
  void aStageListsTheFilesOfItsServicesToo() {
    service.put(at("shop", "dev"), "stage.yaml", "x");

    assertThat(service.list(at("shop", "dev")))
        .containsExactly("/cart/metadata.yaml", "/metadata.yaml", "/stage.yaml");
  }

  @Test
  void filesThatMerelyLookLikeGitsAreListed() {
    service.put(at("shop"), "my.gitlab.yaml", "x", ".gitignore", "y");

    assertThat(service.list(at("shop"))).contains("/my.gitlab.yaml", "/.gitignore");
  }

  @Test
  void theWholeListHasOneElementAFileWithItsVersion() {
    ApiResponse answer = service.query("getResources", at("shop"), Map.of());

    String head = service.git("shop", "rev-parse", "master");
    String metadata = "\"metadata\":{\"upstreamURL\":\"\",\"version\":\"" + head + "\"}";
    assertThat(answer.body())
        .isEqualTo("{\"resources\":[{\"resourceURI\":\"/metadata.yaml\"," + metadata + "},"
            + "{\"resourceURI\":\"/shipyard.yaml\"," + metadata + "}],"
            + "\"nextPageKey\":\"0\",\"totalCount\":2}");
  }

  @Test
  void anEmptyListHasNoCount() {
    service.delete(at("shop"), "shipyard.yaml");
    service.delete(at("shop"), "metadata.yaml");

    assertThat(service.query("getResources", at("shop"), Map.of()).body())
        .isEqualTo("{\"resources\":[],\"nextPageKey\":\"0\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 20, 20",
    "'', 20, 5, 0",
    "10, 10, 10, 20",
    "25, '', 25, 0",
    "1000000, x, 25, 0",
    "10, 99, 0, 0",
    "0, '', 0, 0"
  })
  void pagesFollowEachOther(String size, String key, int count, String next) {
    String[] files = new String[46];
    for (int i = 0; i < 23; i++) {
      files[2 * i] = "f" + i;
      files[2 * i + 1] = "x";
    }
    service.put(at("shop"), files);

    ApiResponse answer =
        service.query("getResources", at("shop"), Map.of("pageSize", size, "nextPageKey", key));

    assertThat(Json.list(answer.object().get("resources"))).hasSize(count);
    assertThat(answer.object()).containsEntry("nextPageKey", next).containsEntry("totalCount", 25L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "-1", "1.5", "99999999999"})
  void aBadPageSizeIsRefused(String size) {
    ApiResponse answer = service.query("getResources", at("shop"), Map.of("pageSize", size));

    assertThat(answer).isEqualTo(ApiResponse.error(400, "Invalid request format"));
  }
}
