package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.StoredEventMesh;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ChangeStreamTest extends GatewayTest {

  private static final String CHANGES = "/api/evenkeel/v1/changes";

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
  void aWatcherThatDoesNotReadIsDroppedAndOthersAreNot() throws Exception {
    List<String> reading = watch("?project=shop");
    try (Socket stalled = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      stalled.setSoTimeout(20_000);
      stalled
          .getOutputStream()
          .write(("GET " + CHANGES + " HTTP/1.1\r\nhost: x\r\nx-token: " + TestGateway.TOKEN
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      stalled.getInputStream().read();

      String padding = "x".repeat(4000);
      for (int context = 0; context < 5000; context++) {
        notice("flood", padding + context);
      }
      notice("shop", "after the flood");

      TestPlatform.awaitUntil(() -> reading, seen -> seen.toString().contains("after the flood"));
      assertThat(readToTheEnd(stalled)).isLessThan(5000L * 4000);
    }
  }

  private static long readToTheEnd(Socket socket) throws IOException {
    long read = 0;
    byte[] buffer = new byte[1 << 16];
    try {
      for (int count = 0; count >= 0; count = socket.getInputStream().read(buffer)) {
        read += count;
      }
    } catch (SocketException reset) {
      return read;
    }
    return read;
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
