package io.evenkeel.playground.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.playground.DemoPods;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsVerticleTest {

  private static final String JOB = "job=\"helloservice-fulltour-qa\"";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final DemoPods pods = new DemoPods(vertx);
  private final MetricsVerticle metrics = new MetricsVerticle(
      new MetricsConfig(0, Duration.ofMillis(100), Duration.ofMinutes(10), Clock.systemUTC()),
      pods::pods);

  @BeforeEach
  void start() {
    vertx.deployVerticle(metrics).timeout(10, TimeUnit.SECONDS).await();
  }

  @AfterEach
  void close() {
    vertx.close().timeout(10, TimeUnit.SECONDS).await();
  }

  @Test
  void itSaysThatItIsReady() throws Exception {
    assertThat(get("/-/ready").statusCode()).isEqualTo(200);
    assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
  }

  @Test
  void whatAPodMeasuredCanBeQueriedByTheTutorialsIndicators() throws Exception {
    int port = pods.start("hello-1", "v0.1.1").hostPort(9000).orElseThrow();
    eventually("go_goroutines{" + JOB + "}", result -> result.size() == 1);
    for (int request = 0; request < 5; request++) {
      http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
          HttpResponse.BodyHandlers.discarding());
    }

    eventually("http_requests_total{status=\"success\"," + JOB + "}", result -> value(result) == 5);
    String labels = "{method=\"GET\",route=\"/\",status_code=\"200\"," + JOB + "}[60s]";
    double seconds = value(eventually(
        "sum(rate(http_server_request_duration_seconds_sum" + labels
            + ")/rate(http_server_request_duration_seconds_count" + labels + "))",
        r -> r.size() == 1));
    double throughput = value(eventually(
        "sum(rate(http_requests_total{status=\"success\"," + JOB + "}[60s]))", r -> r.size() == 1));

    assertThat(seconds).isBetween(0.079, 0.2);
    assertThat(throughput).isPositive();
  }

  @Test
  void twoPodsAreOneSeriesOfTheServiceAndTwoOfThePodsJob() throws Exception {
    pods.start("hello-1", "v0.1.1");
    pods.start("hello-2", "v0.1.1");

    eventually(
        "go_goroutines{job=\"kubernetes-pods\",namespace=\"fulltour-qa\"}",
        result -> result.size() == 2);
    eventually("go_goroutines{" + JOB + "}", result -> result.size() == 1);
    assertThat(query("sum by (pod) (up{job=\"kubernetes-pods\",pod=\"hello-2\"})"))
        .hasSize(1);
  }

  @Test
  void theServicesSeriesGoesOnWithAnotherPodWhenTheFirstIsGone() throws Exception {
    pods.start("hello-1", "v0.1.0");
    eventually("podtatoserver_build_info{" + JOB + ",version=\"v0.1.0\"}", r -> r.size() == 1);

    pods.start("hello-2", "v0.1.1");
    pods.stop("hello-1");

    eventually("podtatoserver_build_info{" + JOB + ",version=\"v0.1.1\"}", r -> r.size() == 1);
    eventually("podtatoserver_build_info{" + JOB + ",version=\"v0.1.0\"}", JsonArray::isEmpty);
    assertThat(query("up{" + JOB + "}")).hasSize(1);
  }

  @Test
  void whenTheLastPodIsGoneItsSeriesEnd() throws Exception {
    pods.start("hello-1", "v0.1.1");
    eventually("up{" + JOB + "}", result -> value(result) == 1);

    pods.stop("hello-1");

    eventually("{" + JOB + "}", JsonArray::isEmpty);
    assertThat(query("sum_over_time(up{" + JOB + "}[1m])")).hasSize(1);
  }

  @Test
  void aRangeQueryHasOneValueAStep() throws Exception {
    pods.start("hello-1", "v0.1.1");
    eventually("count_over_time(up{" + JOB + "}[1m]) > 5", result -> result.size() == 1);
    double end = System.currentTimeMillis() / 1000.0;

    JsonObject data = json(get("/api/v1/query_range?query=" + encode("up{" + JOB + "}") + "&start="
            + (end - 0.4) + "&end=" + end + "&step=0.1"))
        .getJsonObject("data");

    assertThat(data.getString("resultType")).isEqualTo("matrix");
    JsonArray values = data.getJsonArray("result").getJsonObject(0).getJsonArray("values");
    assertThat(values).hasSizeBetween(4, 5);
    assertThat(values.getJsonArray(0).getString(1)).isEqualTo("1");
  }

  @Test
  void aFormPostAsksTheSame() throws Exception {
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/query"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(
            "query=" + encode("vector(1.5)") + "&time=" + time.getEpochSecond() + ".25"))
        .build();

    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.body())
        .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":"
            + "[{\"metric\":{},\"value\":[1767225600.250,\"1.5\"]}]}}");
  }

  @Test
  void seriesLabelsAndTargetsCanBeListed() throws Exception {
    pods.start("hello-1", "v0.1.1");
    eventually("up{" + JOB + "}", result -> value(result) == 1);

    assertThat(json(get("/api/v1/series?match[]=" + encode("up"))).getJsonArray("data"))
        .hasSize(2);
    assertThat(json(get("/api/v1/labels")).getJsonArray("data"))
        .contains("__name__", "instance", "job", "namespace", "pod", "route");
    assertThat(json(get("/api/v1/label/job/values")).getJsonArray("data"))
        .containsExactly("helloservice-fulltour-qa", "kubernetes-pods");
    JsonArray targets =
        json(get("/api/v1/targets")).getJsonObject("data").getJsonArray("activeTargets");
    assertThat(targets)
        .extracting(target -> ((JsonObject) target).getString("health"))
        .containsExactly("up", "up");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      query?query=sum(                      | 400 | 1:5: parse error: unexpected end of input
      query                                 | 400 | no expression found in input
      query?query=1&time=tomorrow           | 400 | cannot parse "tomorrow" to a valid timestamp
      query_range?query=1&end=1&step=1      | 400 | invalid parameter "start"
      query_range?query=1&start=2&end=1     | 400 | end timestamp must not be before start time
      query_range?query=1&start=1&end=2&step=0  | 400 | zero or negative query resolution step
      query_range?query=1&start=1&end=99999&step=1 | 400 | exceeded maximum resolution of 11,000
      series                                | 400 | no match[] parameter provided
      """)
  void badInputIsAnsweredInPrometheusForm(String path, int status, String error) throws Exception {
    HttpResponse<String> answer = get("/api/v1/" + path);

    assertThat(answer.statusCode()).isEqualTo(status);
    JsonObject body = new JsonObject(answer.body());
    assertThat(body.getString("status")).isEqualTo("error");
    assertThat(body.getString("errorType")).isEqualTo("bad_data");
    assertThat(body.getString("error")).contains(error);
  }

  private JsonArray eventually(String query, Predicate<JsonArray> expected) throws Exception {
    Callable<JsonArray> ask = () -> query(query);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    JsonArray result = ask.call();
    while (!expected.test(result)) {
      assertThat(System.nanoTime()).as("%s is still %s", query, result).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      result = ask.call();
    }
    return result;
  }

  private JsonArray query(String query) throws Exception {
    JsonObject body = json(get("/api/v1/query?query=" + encode(query)));
    assertThat(body.getString("status")).as(body.encode()).isEqualTo("success");
    return body.getJsonObject("data").getJsonArray("result");
  }

  private static double value(JsonArray result) {
    return result.isEmpty()
        ? Double.NaN
        : Double.parseDouble(result.getJsonObject(0).getJsonArray("value").getString(1));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + metrics.port() + path.replace("[]", "%5B%5D"));
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return new JsonObject(answer.body());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
