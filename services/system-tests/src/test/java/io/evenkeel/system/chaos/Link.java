package io.evenkeel.system.chaos;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** The API as a patient client uses it: any gateway will do, and it asks until one has answered. */
final class Link {

  static final String TOKEN = "chaos";

  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(2))
      .build();
  private final List<Integer> gateways;
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

  Link(List<Integer> gateways) {
    this.gateways = List.copyOf(gateways);
  }

  /** An answer; status 0: there was none. */
  record Answer(int status, String body) {}

  /** What the product refused although nothing was wrong with it. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** Hands in {@code event} until it is acknowledged; {@code false} if {@code enough} first. */
  boolean send(Map<String, Object> event, BooleanSupplier enough) {
    String body = Json.write(event);
    while (!enough.getAsBoolean()) {
      Answer answer = ask("POST", "/api/controlPlane/v1/event", body);
      if (answer.status() == 200) {
        return true;
      }
      Machine.pause(PAUSE);
    }
    return false;
  }

  /** One attempt at any of the gateways. */
  Answer ask(String method, String path, String body) {
    int port = gateways.get(ThreadLocalRandom.current().nextInt(gateways.size()));
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(PATIENCE)
        .header("content-type", "application/json")
        .header("x-token", TOKEN)
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 == 4) {
        refusals.add(method + " " + path + ": " + response.statusCode() + " " + response.body());
      }
      return new Answer(response.statusCode(), response.body());
    } catch (IOException broken) {
      return new Answer(0, String.valueOf(broken.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Answer(0, "interrupted");
    }
  }

  /** Asks until the answer is one of {@code wanted}. */
  Answer insist(String method, String path, String body, int... wanted) {
    Answer[] last = {new Answer(0, "")};
    boolean done = Machine.await(Duration.ofSeconds(60), () -> {
      last[0] = ask(method, path, body);
      return contains(wanted, last[0].status());
    });
    if (!done) {
      throw new AssertionError(method + " " + path + " was answered with " + last[0]);
    }
    return last[0];
  }

  private static boolean contains(int[] wanted, int status) {
    for (int each : wanted) {
      if (each == status) {
        return true;
      }
    }
    return false;
  }
}
