package io.evenkeel.jobexecutor.init;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server with the resource operations, as far as the init container uses them. */
final class ResourceServer implements AutoCloseable {

  private static final String PROJECT = "/api/resource-service/v1/project/shop";

  /** Files by level ({@code service}, {@code stage}, {@code project}) and path. */
  final Map<String, Map<String, String>> files = new HashMap<>();

  /** Files by commit and path, whatever the level. */
  final Map<String, Map<String, String>> commits = new HashMap<>();

  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<String> tokens = new CopyOnWriteArrayList<>();
  String listPrefix = "/";
  int failures;
  int pageSize = 2;

  private final HttpServer server;

  ResourceServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException unable) {
      throw new IllegalStateException(unable);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/api";
  }

  void put(String level, String path, String content) {
    files.computeIfAbsent(level, unknown -> new TreeMap<>()).put(path, content);
  }

  private void answer(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    requests.add(uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-token")));
    if (failures > 0) {
      failures--;
      send(exchange, 503, Map.of("code", 503, "message", "not now"));
      return;
    }
    String rest = uri.getRawPath().substring(PROJECT.length());
    String level = rest.startsWith("/stage/dev/service/cart")
        ? "service"
        : rest.startsWith("/stage/dev") ? "stage" : "project";
    int resource = rest.indexOf("/resource/");
    if (resource < 0) {
      list(exchange, level);
    } else {
      read(exchange, level, decode(rest.substring(resource + "/resource/".length())));
    }
  }

  private void read(HttpExchange exchange, String level, String path) throws IOException {
    String commit = parameter(exchange, "gitCommitID");
    Map<String, String> known = commit.isEmpty()
        ? files.getOrDefault(level, Map.of())
        : commits.getOrDefault(commit, Map.of());
    String content = known.get(path);
    if (content == null) {
      send(exchange, 404, Map.of("code", 404, "message", "Resource not found"));
    } else {
      byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
      send(exchange, 200, Map.of("resourceContent", Base64.getEncoder().encodeToString(bytes)));
    }
  }

  private void list(HttpExchange exchange, String level) throws IOException {
    List<String> paths = new ArrayList<>(files.getOrDefault(level, Map.of()).keySet());
    String key = parameter(exchange, "nextPageKey");
    int from = key.isEmpty() ? 0 : Integer.parseInt(key);
    int to = Math.min(paths.size(), from + pageSize);
    List<Object> page = new ArrayList<>();
    paths.subList(from, to).forEach(path -> page.add(Map.of("resourceURI", listPrefix + path)));
    send(
        exchange,
        200,
        Map.of("resources", page, "nextPageKey", to < paths.size() ? String.valueOf(to) : "0"));
  }

  private static String parameter(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : (query == null ? "" : query).split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return "";
  }

  /** Once as a path, once as a form, see resources.md §5. */
  private static String decode(String segment) {
    String once = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    return URLDecoder.decode(once, StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, Map<String, Object> body)
      throws IOException {
    byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
