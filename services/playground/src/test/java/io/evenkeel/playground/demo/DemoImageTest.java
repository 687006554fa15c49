package io.evenkeel.playground.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.playground.cluster.Container;
import io.evenkeel.playground.cluster.ContainerRequest;
import io.evenkeel.playground.images.PlaygroundRuntime;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoImageTest {

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final PlaygroundRuntime runtime = new PlaygroundRuntime();

  DemoImageTest() {
    new DemoImage(vertx).registerWith(runtime);
  }

  @AfterEach
  void close() {
    vertx.close().timeout(10, TimeUnit.SECONDS).await();
  }

  @Test
  void aPodAnswersOnALoopbackPortAndSaysWhichVersionItIs() throws Exception {
    Container pod = started("v0.1.1");

    HttpResponse<String> answer = get(pod, "/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("Hello from podtatoserver v0.1.1 in pod pod-1\n");
    assertThat(pod.hostPort(80)).isEmpty();
    assertThat(get(pod, "/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsSayWhatWasMeasured() throws Exception {
    Container pod = started("v0.1.1");
    assertThat(get(pod, "/metrics").body())
        .contains("http_server_request_duration_seconds_count"
            + "{method=\"GET\",route=\"/\",status_code=\"200\"} 0");

    get(pod, "/");
    get(pod, "/");
    get(pod, "/nowhere");

    String page = get(pod, "/metrics").body();
    assertThat(page)
        .contains("_count{method=\"GET\",route=\"/\",status_code=\"200\"} 2\n")
        .contains("_bucket{method=\"GET\",route=\"/\",status_code=\"200\",le=\"0.05\"} 0\n")
        .contains("_bucket{method=\"GET\",route=\"/\",status_code=\"200\",le=\"+Inf\"} 2\n")
        .contains("_count{method=\"GET\",route=\"other\",status_code=\"404\"} 1\n")
        .contains("http_requests_total{status=\"success\"} 2\n")
        .contains("http_requests_total{status=\"error\"} 1\n")
        .contains("go_goroutines 8\n");
    double sum = Double.parseDouble(page.lines()
        .filter(line -> line.contains("_sum{method=\"GET\",route=\"/\""))
        .findFirst()
        .orElseThrow()
        .replaceAll(".* ", ""));
    assertThat(sum).isGreaterThan(2 * 0.079);
  }

  @Test
  void aVersionThatDoesNotExistIsUnknown() {
    assertThat(runtime.knows(DemoImage.REPOSITORY + ":v0.1.2")).isTrue();
    assertThat(runtime.knows("docker.io/podtato-head/podtatoserver:v0.1.0")).isTrue();
    assertThat(runtime.knows(DemoImage.REPOSITORY + ":v9")).isFalse();
    assertThat(runtime.knows(DemoImage.REPOSITORY)).isFalse();
  }

  @Test
  void onePodWorksOnTwoRequestsAtATimeSoTheOthersWait() throws Exception {
    Container pod = started("v0.1.1");
    long start = System.nanoTime();

    List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
            () -> http.sendAsync(request(pod, "/"), HttpResponse.BodyHandlers.ofString()))
        .limit(8)
        .toList();
    answers.forEach(CompletableFuture::join);

    // Eight requests of 80 ms, two at a time: four rounds.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(310));
  }

  @Test
  void aStoppedPodRefusesConnections() throws Exception {
    Container pod = started("v0.1.1");
    HttpRequest request = request(pod, "/");

    pod.stop(Duration.ofSeconds(1));

    assertThat(pod.exit().timeout(5, TimeUnit.SECONDS).await()).isEqualTo(Container.STOPPED);
    assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aRequestInFlightIsAnsweredBeforeThePodStops() throws Exception {
    Container pod = started("v0.1.2");
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request(pod, "/"), HttpResponse.BodyHandlers.ofString());
    while (!get(pod, "/metrics").body().contains("go_goroutines 9")) {
      Thread.onSpinWait();
    }

    pod.stop(Duration.ofSeconds(5));

    assertThat(answer.join().statusCode()).isEqualTo(200);
    assertThat(pod.exit().timeout(5, TimeUnit.SECONDS).await()).isEqualTo(Container.STOPPED);
  }

  @Test
  void aPortThatIsNoneIsRefused() {
    assertThatThrownBy(() -> runtime.start(request("v0.1.1", "http")))
        .hasMessage("PORT must be a port number, not \"http\"");
  }

  private Container started(String tag) {
    Container container = runtime.start(request(tag, "9000"));
    container.ready().timeout(5, TimeUnit.SECONDS).await();
    return container;
  }

  private HttpResponse<String> get(Container pod, String path)
      throws IOException, InterruptedException {
    return http.send(request(pod, path), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest request(Container pod, String path) {
    int port = pod.hostPort(9000).orElseThrow();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }

  private static ContainerRequest request(String tag, String port) {
    return new ContainerRequest(
        "fulltour-qa",
        "pod-1",
        Map.of(),
        "server",
        DemoImage.REPOSITORY + ":" + tag,
        List.of(),
        List.of(),
        Map.of("PORT", port),
        "",
        Map.of(),
        List.of(9000));
  }
}
