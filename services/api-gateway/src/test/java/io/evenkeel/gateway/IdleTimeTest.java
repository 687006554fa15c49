package io.evenkeel.gateway;

import static io.evenkeel.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.gateway.http.IdleTime;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that closes connections after a second without a word, and takes two for an answer. */
class IdleTimeTest {

  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;

  @BeforeEach
  void start() {
    server = await(vertx
        .createHttpServer(new HttpServerOptions().setIdleTimeout(1))
        .requestHandler(request -> {
          if (request.path().equals("/long")) {
            IdleTime.lift(request);
          }
          vertx
              .timer(2200, TimeUnit.MILLISECONDS)
              .onSuccess(due -> request.response().end("done"));
        })
        .listen(0));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build(),
            BodyHandlers.ofString());
  }

  @Test
  void whatTakesLongIsAnsweredAndTheConnectionIsClosed() throws Exception {
    HttpResponse<String> answer = get("/long");

    assertThat(answer.body()).isEqualTo("done");
    assertThat(answer.headers().firstValue("connection")).contains("close");
  }

  @Test
  void allElseIsStillBrokenOff() {
    assertThatThrownBy(() -> get("/short")).isInstanceOf(IOException.class);
  }
}
