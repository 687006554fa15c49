package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.StoredEventMesh;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeStreamTest {

  private static final String CHANGES = "/api/evenkeel/v1/changes";

  @TempDir
  Path directory;

  private TestGateway gateway;

  @BeforeEach
  void start() {
    gateway = TestGateway.start(directory);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void anEventThatComesInIsToldToWhoeverWatchesItsProject() throws Exception {
    List<String> shop = watch("?project=shop");
    List<String> all = watch("");

    gateway.post("/api/v1/event", event("other", "ctx-other"));
    gateway.post("/api/v1/event", event("shop", "5b1e2f00-0000-4000-8000-0000000000aa"));

    String expected =
        "data: {\"project\":\"shop\",\"keptnContext\":\"5b1e2f00-0000-4000-8000-0000000000aa\"}";
    TestPlatform.awaitUntil(() -> all, lines -> lines.contains(expected));
    TestPlatform.awaitUntil(() -> shop, lines -> lines.contains(expected));
    assertThat(shop).noneMatch(line -> line.contains("other"));
    assertThat(all).anyMatch(line -> line.contains("other"));
  }

  @Test
  void manyChangesOfOneRunAreToldTogetherAndTheLastIsNotLost() throws Exception {
    List<String> lines = watch("?project=shop");

    for (int change = 0; change < 200; change++) {
      notice("shop", "busy");
    }
    notice("shop", "end");

    TestPlatform.awaitUntil(
        () -> lines.stream().filter(line -> line.contains("busy")).count(), count -> count >= 2);
    TestPlatform.awaitUntil(() -> lines, seen -> seen.toString().contains("end"));
    assertThat(lines.stream().filter(line -> line.contains("busy")).count()).isBetween(2L, 20L);
  }

  @Test
  void theStreamNeedsTheTokenAndIsNotCompressed() throws Exception {
    HttpResponse<InputStream> answer = open("");

    assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(answer.headers().firstValue("content-encoding")).isNotEqualTo("gzip");
    assertThat(gateway.send("GET", CHANGES, "").statusCode()).isEqualTo(401);
    answer.body().close();
  }

  @Test
  void onlyReadingIsOffered() {
    HttpResponse<String> answer = gateway.post(CHANGES, "{}");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).contains("method POST is not allowed, but [GET] are");
    assertThat(answer.headers().firstValue("allow")).contains("GET");
  }

  private void notice(String project, String context) {
    gateway
        .platform()
        .vertx()
        .eventBus()
        .publish(
            StoredEventMesh.CHANGES,
            new JsonObject().put("project", project).put("context", context));
  }

  private static String event(String project, String context) {
    return """
        {"type":"sh.keptn.event.x.started","source":"t","shkeptncontext":"%s",
         "data":{"project":"%s"}}""".formatted(context, project);
  }

  /** Lines as they come; returns once the stream is open. */
  private List<String> watch(String query) throws Exception {
    HttpResponse<InputStream> answer = open(query);
    List<String> lines = new CopyOnWriteArrayList<>();
    Thread reading = new Thread(() -> read(answer.body(), lines));
    reading.setDaemon(true);
    reading.start();
    return TestPlatform.awaitUntil(() -> lines, seen -> seen.contains("retry: 1000"));
  }

  private HttpResponse<InputStream> open(String query) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + gateway.port() + CHANGES + query);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address)
                .header("x-token", TestGateway.TOKEN)
                .header("accept-encoding", "gzip")
                .build(),
            BodyHandlers.ofInputStream());
  }

  private static void read(InputStream stream, List<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException closedAtTheEndOfTheTest) {
      lines.add("closed");
    }
  }
}
