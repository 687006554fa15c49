package io.evenkeel.allinone.mesh;

import io.evenkeel.allinone.mesh.Member.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a process of this machine whether it is ready. */
final class Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final HttpClient HTTP = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(PATIENCE)
      .build();

  private final HttpRequest request;

  Probe(int port) {
    request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health/ready".formatted(port)))
        .timeout(PATIENCE)
        .build();
  }

  State ask() {
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        return State.UNREADY;
      }
      return answer.body().contains("\"standby\":true") ? State.STANDBY : State.READY;
    } catch (IOException absent) {
      return State.UNREADY;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return State.UNREADY;
    }
  }
}
