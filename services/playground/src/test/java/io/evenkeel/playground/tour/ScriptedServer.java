package io.evenkeel.playground.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stands in for a server and its cluster: it knows the shipyards of the tour just well enough to
 * write the events that a run would leave, all at once. Its fields spoil a tour.
 */
final class ScriptedServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Without it each answer waits 40 ms for the client's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  final Map<String, String> resources = new HashMap<>();
  private final HttpServer server;
  private final Map<String, Events> runs = new HashMap<>();
  private final Map<String, Integer> pods = new HashMap<>();
  private final Map<String, String> images = new HashMap<>();
  private String waiting = "";
  boolean projectExists;

  /** Deployments say they passed and change nothing. */
  boolean deploysNothing;

  /** The gate lets every version through. */
  boolean lenientGate;

  ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/", this::api);
    server.createContext("/api/v1/namespaces/", this::cluster);
    server.start();
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  private void cluster(HttpExchange exchange) throws IOException {
    String namespace = exchange.getRequestURI().getPath().split("/", -1)[4];
    ObjectNode list = JSON.createObjectNode();
    list.putArray("items");
    for (int pod = 0; pod < pods.getOrDefault(namespace, 0); pod++) {
      list.withArray("items")
          .add(JSON.readTree("""
          {"metadata":{"name":"helloservice-%d"},"spec":{"containers":[{"image":"%s"}]},
           "status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}
          """.formatted(pod, images.getOrDefault(namespace, ""))));
    }
    answer(exchange, 200, list.toString());
  }

  private void api(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " "
        + exchange.getRequestURI().toString().substring("/api".length());
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    if (request.equals("GET /v1/metadata")) {
      answer(exchange, 200, "{}");
    } else if (request.equals("GET /controlPlane/v1/project/fulltour")) {
      answer(
          exchange,
          projectExists ? 200 : 404,
          "{\"stages\":[{\"stageName\":\"qa\"},{\"stageName\":\"production\"}]}");
    } else if (request.equals("POST /controlPlane/v1/project")) {
      projectExists = true;
      resources.put("/shipyard.yaml", text(body.path("shipyard")));
      answer(exchange, 201, "");
    } else if (request.equals("POST /controlPlane/v1/project/fulltour/service")) {
      answer(exchange, 200, "{}");
    } else if (request.startsWith("POST /resource-service/v1/project/fulltour")) {
      JsonNode resource = body.path("resources").path(0);
      String stage = request.contains("/stage/") ? request.split("/", -1)[6] : "";
      resources.put(
          stage + "/" + resource.path("resourceURI").asText(),
          text(resource.path("resourceContent")));
      answer(exchange, 201, "{}");
    } else if (request.contains("/resource/charts%2Fhelloservice.tgz")) {
      answer(exchange, 200, "{}");
    } else if (request.equals("POST /v1/event")) {
      answer(exchange, 200, "{\"keptnContext\":\"%s\"}".formatted(publish(body)));
    } else if (request.startsWith("GET /controlPlane/v1/event/triggered/")) {
      answer(
          exchange,
          200,
          "{\"events\":[{\"id\":\"approval\",\"shkeptncontext\":\"%s\"}]}".formatted(waiting));
    } else if (request.startsWith("GET /mongodb-datastore/event?")) {
      answer(exchange, 200, stored(request).toString());
    } else {
      answer(exchange, 404, "{\"message\":\"not scripted: %s\"}".formatted(request));
    }
  }

  private ObjectNode stored(String request) {
    String context = request.replaceAll(".*keptnContext=([^&]*).*", "$1");
    List<JsonNode> newestFirst =
        new ArrayList<>(runs.getOrDefault(context, new Events(Instant.EPOCH)).all());
    Collections.reverse(newestFirst);
    ObjectNode page = JSON.createObjectNode();
    page.putArray("events").addAll(newestFirst);
    return page;
  }

  private synchronized String publish(JsonNode event) {
    String type = event.path("type").asText().replace("sh.keptn.event.", "");
    String given = event.path("shkeptncontext").asText();
    String context = given.isEmpty() ? "run-" + runs.size() : given;
    Events events = runs.computeIfAbsent(context, added -> new Events(Instant.now()));
    String image = event.at("/data/configurationChange/values/image").asText();
    switch (type) {
      case "monitoring.configure" -> events.finished("configure-monitoring", "", "", "pass", "");
      case "qa.delivery.triggered" -> deliver(events, context, image);
      case "approval.finished" -> {
        events.finished("approval", "production", waiting, "pass", "");
        production(events, images.getOrDefault("waiting", ""), false);
      }
      case "production.remediation.triggered" -> remediate(events);
      default -> throw new IllegalArgumentException(type);
    }
    return context;
  }

  private void deliver(Events events, String context, String image) {
    String sequence = events.triggered("qa.delivery", "qa");
    deploy(events, "qa", image);
    task(events, "test", "qa", "pass");
    boolean gated = resources.getOrDefault("/shipyard.yaml", "").contains("evaluation");
    String result = gated ? evaluate(events, "qa", image) : "pass";
    events.finished("qa.delivery", "qa", sequence, result, "");
    if (result.equals("fail")) {
      return;
    }
    events.triggered("production.delivery", "production");
    if (resources.getOrDefault("/shipyard.yaml", "").contains("manual")) {
      waiting = context;
      images.put("waiting", image);
      events.triggered("approval", "production");
    } else {
      task(events, "approval", "production", "pass");
      production(events, image, gated);
    }
  }

  private void production(Events events, String image, boolean validated) {
    deploy(events, "production", image);
    if (validated) {
      evaluate(events, "production", image);
    }
    String sequence = events.all().stream()
        .filter(event -> event.path("type").asText().endsWith("production.delivery.triggered"))
        .map(event -> event.path("id").asText())
        .findFirst()
        .orElseThrow();
    events.finished("production.delivery", "production", sequence, "pass", "");
  }

  private void remediate(Events events) {
    String sequence = events.triggered("production.remediation", "production");
    task(events, "get-action", "production", "pass");
    task(events, "action", "production", "pass");
    pods.put("fulltour-production", 2);
    String result = evaluate(events, "production", "v0.1.1");
    events.finished("production.remediation", "production", sequence, result, "");
  }

  private void deploy(Events events, String stage, String image) {
    task(events, "deployment", stage, "pass");
    if (!deploysNothing) {
      pods.put("fulltour-" + stage, 1);
      images.put("fulltour-" + stage, image);
    }
  }

  private String evaluate(Events events, String stage, String image) {
    String result = image.endsWith("v0.1.2") && !lenientGate ? "fail" : "pass";
    ObjectNode event = task(events, "evaluation", stage, result);
    ((ObjectNode) event.path("data")).putObject("evaluation").put("score", 100);
    return result;
  }

  private static ObjectNode task(Events events, String task, String stage, String result) {
    String id = events.triggered(task, stage);
    return events.finished(task, stage, id, result, "");
  }

  private static String text(JsonNode base64) {
    return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.ISO_8859_1);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
