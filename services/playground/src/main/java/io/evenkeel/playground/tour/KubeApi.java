package io.evenkeel.playground.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The pods of a cluster, read over plain HTTP; failures are {@link TourException}s. */
final class KubeApi {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path kubeconfig;
  private final Kubeconfig config;
  private final HttpClient http;

  private KubeApi(Path kubeconfig, Kubeconfig config, HttpClient http) {
    this.kubeconfig = kubeconfig;
    this.config = config;
    this.http = http;
  }

  /** Connects to the current context of {@code kubeconfig}. */
  static KubeApi of(Path kubeconfig) {
    try {
      Kubeconfig config = Kubeconfig.read(kubeconfig);
      HttpClient.Builder http = HttpClient.newBuilder().connectTimeout(TIMEOUT);
      if (config.server().getScheme().equals("https")) {
        http.sslContext(KubeTls.context(config));
      }
      return new KubeApi(kubeconfig, config, http.build());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
      throw broken(kubeconfig, "the kubeconfig can be used", unusable.toString());
    }
  }

  /** The pods labelled {@code app=<app>} in a namespace, which need not exist. */
  List<Pod> pods(String namespace, String app) {
    String selector = URLEncoder.encode("app=" + app, StandardCharsets.UTF_8);
    JsonNode answer =
        get("/api/v1/namespaces/%s/pods?labelSelector=%s".formatted(namespace, selector));
    List<Pod> pods = new ArrayList<>();
    answer.path("items").forEach(item -> pods.add(Pod.of(item)));
    return pods;
  }

  private JsonNode get(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(config.server() + path))
        .timeout(TIMEOUT)
        .header("Accept", "application/json");
    if (!config.token().isEmpty()) {
      request.header("Authorization", "Bearer " + config.token());
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        return JSON.readTree(answer.body());
      }
      throw broken(
          kubeconfig,
          "the cluster answers GET " + path,
          "status %d: %s".formatted(answer.statusCode(), answer.body().strip()));
    } catch (IOException unreachable) {
      throw broken(kubeconfig, "the cluster answers GET " + path, unreachable.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw broken(kubeconfig, "the cluster answers GET " + path, "interrupted");
    }
  }

  private static TourException broken(Path kubeconfig, String what, String seen) {
    String look = "kubectl --kubeconfig=%s get pods --all-namespaces".formatted(kubeconfig);
    return new TourException(new Expectation(what, false, seen, look));
  }
}
