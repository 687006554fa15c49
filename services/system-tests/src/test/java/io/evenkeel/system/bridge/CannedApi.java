package io.evenkeel.system.bridge;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bridge's files and an API that answers what a test tells it, inside the browser: for views of
 * data that no server has at hand.
 */
final class CannedApi {

  /** Loopback, so that the browser counts it as secure; nobody needs to listen. */
  static final String BRIDGE = "http://127.0.0.1:9/bridge/";

  private static final Map<String, String> TYPES = Map.of(
      "html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");
  private static final Pattern PAGE = Pattern.compile("(pageSize|nextPageKey)=(\\d+)");

  private List<Map<String, Object>> projects = List.of();
  private List<Map<String, Object>> runs = List.of();
  private List<Map<String, Object>> events = List.of();
  private List<Map<String, Object>> deliveries = List.of();
  private List<Map<String, Object>> retrying = List.of();
  private final List<String> changes = new CopyOnWriteArrayList<>();
  private int failingWith;
  private boolean silent;

  private CannedApi() {}

  static CannedApi in(Page page) {
    CannedApi api = new CannedApi();
    page.route("**/*", api::answer);
    return api;
  }

  CannedApi projects(List<Map<String, Object>> all) {
    projects = all;
    return this;
  }

  CannedApi runs(List<Map<String, Object>> all) {
    runs = all;
    return this;
  }

  CannedApi events(List<Map<String, Object>> all) {
    events = all;
    return this;
  }

  CannedApi deliveries(List<Map<String, Object>> all) {
    deliveries = all;
    return this;
  }

  /** Those that failed and are tried again. */
  CannedApi retrying(List<Map<String, Object>> all) {
    retrying = all;
    return this;
  }

  /** What the page wanted to change: method, path and body of each request. */
  List<String> changes() {
    return List.copyOf(changes);
  }

  /** Every read of the API fails with this status; 0 ends that. */
  CannedApi failingWith(int status) {
    failingWith = status;
    return this;
  }

  /** The API does not answer at all. */
  CannedApi silent() {
    silent = true;
    return this;
  }

  private void answer(Route route) {
    URI url = URI.create(route.request().url());
    if (!url.getPath().startsWith("/api/")) {
      file(route, url.getPath().replaceFirst("^/bridge/", ""));
    } else if (url.getPath().endsWith("/changes")) {
      fulfil(route, 200, "text/event-stream", "retry: 600000\n\n");
    } else if (failingWith > 0) {
      json(route, failingWith, Map.of("code", failingWith, "message", "the store is full"));
    } else if (!route.request().method().equals("GET")) {
      Request change = route.request();
      changes.add(change.method() + " " + url.getPath() + " " + change.postData());
      json(route, 200, Map.of("message", "done"));
    } else if (!silent) {
      json(route, 200, content(url));
    }
  }

  private Map<String, Object> content(URI url) {
    if (url.getPath().endsWith("/project")) {
      return Map.of("projects", projects, "nextPageKey", "0");
    }
    if (url.getPath().endsWith("/deliveries")) {
      boolean retrying = url.getQuery().contains("state=retrying");
      return page("deliveries", retrying ? this.retrying : deliveries, url);
    }
    return url.getPath().endsWith("/event")
        ? page("events", events, url)
        : page("states", matching(url.getQuery()), url);
  }

  private List<Map<String, Object>> matching(String query) {
    return runs.stream()
        .filter(run -> !query.contains("keptnContext=")
            || query.contains("keptnContext=" + run.get("shkeptncontext")))
        .filter(run -> !query.contains("state=") || query.contains("state=" + run.get("state")))
        .toList();
  }

  private static Map<String, Object> page(String name, List<Map<String, Object>> all, URI url) {
    Map<String, Integer> numbers = new HashMap<>();
    Matcher matcher = PAGE.matcher(url.getQuery());
    while (matcher.find()) {
      numbers.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
    }
    int from = numbers.getOrDefault("nextPageKey", 0);
    int to = Math.min(all.size(), from + numbers.getOrDefault("pageSize", 20));
    Map<String, Object> json = new HashMap<>(Map.of(name, all.subList(from, to)));
    json.put("totalCount", all.size());
    if (to < all.size()) {
      json.put("nextPageKey", name.equals("events") ? String.valueOf(to) : (Object) to);
    }
    return json;
  }

  private static void file(Route route, String path) {
    String name = path.matches(".*\\.\\w+$") ? path : "index.html";
    try (InputStream content =
        CannedApi.class.getClassLoader().getResourceAsStream("bridge/" + name)) {
      if (content == null) {
        fulfil(route, 404, "text/plain", name);
        return;
      }
      route.fulfill(new Route.FulfillOptions()
          .setHeaders(Map.of(
              "content-type",
              TYPES.getOrDefault(name.replaceFirst(".*\\.", ""), "text/plain"),
              "content-security-policy",
              "default-src 'self'; object-src 'none'"))
          .setBodyBytes(content.readAllBytes()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void json(Route route, int status, Map<String, Object> body) {
    fulfil(route, status, "application/json", Json.write(body));
  }

  private static void fulfil(Route route, int status, String type, String body) {
    route.fulfill(new Route.FulfillOptions()
        .setStatus(status)
        .setHeaders(Map.of("content-type", type))
        .setBody(body));
  }
}
