package io.evenkeel.allinone;

import io.evenkeel.kit.FileTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/**
 * {@code __warm-up}: starts the server on a directory of its own, lets one sequence run and stops.
 * The build runs it once to archive the classes a server loads, so that servers start faster.
 */
@Command(name = "__warm-up", hidden = true, description = "Run by the build.")
final class WarmUpCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long POLL = 50;
  private static final String TOKEN = "warm-up";
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.3
      kind: Shipyard
      metadata: {name: shipyard}
      spec:
        stages:
          - name: qa
            sequences:
              - name: delivery
                tasks: [{name: approval, properties: {pass: automatic, warning: automatic}}]
      """;

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("evenkeel-warm-up");
    try {
      Server server = Server.start(Map.of(
          "EVENKEEL_DATA",
          directory.toString(),
          "EVENKEEL_PORT",
          "0",
          "EVENKEEL_API_TOKEN",
          TOKEN));
      use(server.api().toString());
      server.close();
    } finally {
      FileTree.delete(directory);
    }
    return 0;
  }

  private void use(String api) throws IOException, InterruptedException {
    String shipyard = Base64.getEncoder().encodeToString(SHIPYARD.getBytes(StandardCharsets.UTF_8));
    String projects = api + "/controlPlane/v1/project";
    post(projects, "{\"name\":\"warm\",\"shipyard\":\"%s\"}".formatted(shipyard));
    post(projects + "/warm/service", "{\"serviceName\":\"up\"}");
    post(api + "/v1/event", """
        {"type":"sh.keptn.event.qa.delivery.triggered","source":"warm-up","specversion":"1.0",
         "data":{"project":"warm","stage":"qa","service":"up","result":"pass"}}""");
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)
        && !get(api + "/controlPlane/v1/sequence/warm").contains("\"state\":\"finished\"")) {
      TimeUnit.MILLISECONDS.sleep(POLL);
    }
    get(api + "/mongodb-datastore/event?project=warm");
    get(projects);
  }

  private void post(String address, String json) throws IOException, InterruptedException {
    send(request(address)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(json))
        .build());
  }

  private String get(String address) throws IOException, InterruptedException {
    return send(request(address).build());
  }

  private static HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create(address)).header("x-token", TOKEN);
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException("%s %s answered %d: %s"
          .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
    }
    return response.body();
  }
}
