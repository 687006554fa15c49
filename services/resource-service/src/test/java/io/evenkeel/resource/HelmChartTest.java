package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmChartTest {

  private static final Map<String, String> CART = at("shop", "dev", "cart");

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
  void anUploadedChartIsKeptAsFilesAndReadAsAnArchive() throws IOException {
    ApiResponse written = upload(Map.of("Chart.yaml", "name: cart", "templates/d.yaml", "kind"));
    ApiResponse read = service.get(CART, "helm%2Fcart.tgz");

    assertThat(written.status()).isEqualTo(201);
    assertThat(service.list(CART))
        .containsExactly("/helm/cart/Chart.yaml", "/helm/cart/templates/d.yaml", "/metadata.yaml");
    assertThat(HelmArchive.unpack(content(read), 10_000)).hasSize(2);
    assertThat(service.git("shop", "show", "dev:cart/helm/cart/Chart.yaml"))
        .isEqualTo("name: cart");
  }

  @Test
  void aNewChartReplacesTheFormerOneWhole() throws IOException {
    upload(Map.of("Chart.yaml", "1", "old.yaml", "1"));
    upload(Map.of("Chart.yaml", "2"));

    assertThat(service.list(CART)).containsExactly("/helm/cart/Chart.yaml", "/metadata.yaml");
    assertThat(content(service.get(CART, "helm%2Fcart%2FChart.yaml")))
        .asString(UTF_8)
        .isEqualTo("2");
  }

  @Test
  void aChartThatIsNotThereIsNotFound() throws IOException {
    assertThat(service.get(CART, "helm%2Fcart.tgz"))
        .isEqualTo(ApiResponse.error(404, "Resource not found"));

    String commit = RunningService.commit(upload(Map.of("Chart.yaml", "1")));

    assertThat(service.get(CART, "helm%2Fcart.tgz", commit).status()).isEqualTo(404);
    assertThat(service.delete(CART, "helm%2Fcart.tgz").status()).isEqualTo(404);
  }

  @Test
  void aBrokenChartIsRefusedAndTheFormerOneStays() throws IOException {
    upload(Map.of("Chart.yaml", "1"));

    ApiResponse answer = service.put(CART, "helm/cart.tgz", "no archive");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.message()).startsWith("the Helm chart can not be unpacked");
    assertThat(service.list(CART)).contains("/helm/cart/Chart.yaml");
  }

  private ApiResponse upload(Map<String, String> files) throws IOException {
    Map<String, byte[]> contents = new HashMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(UTF_8)));
    String archive = Base64.getEncoder().encodeToString(HelmArchive.pack("any-name", contents));
    return service.call(
        "createResources",
        CART,
        Map.of(
            "resources",
            List.of(Map.of("resourceURI", "helm/cart.tgz", "resourceContent", archive))));
  }

  private static byte[] content(ApiResponse answer) {
    return Base64.getDecoder().decode(Json.text(answer.object().get("resourceContent")));
  }
}
