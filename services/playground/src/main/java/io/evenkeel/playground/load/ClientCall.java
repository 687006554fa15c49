package io.evenkeel.playground.load;

import io.evenkeel.playground.load.LocustFile.Request;
import io.vertx.core.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code self.client.post("/path", json={…}, name="…")}. */
final class ClientCall {

  private static final Pattern CALL = Pattern.compile("(?s)(?:\\w+\\s*=\\s*)?self\\.client\\."
      + "(get|post|put|patch|delete|head|options)\\s*\\((.*)\\)");
  private static final Set<String> KEYWORDS = Set.of("name", "headers", "json", "data");

  private ClientCall() {}

  /** The request that {@code statement} makes; empty if it is no such call. */
  static Optional<Request> parse(String statement) {
    Matcher call = CALL.matcher(statement);
    if (!call.matches()) {
      return Optional.empty();
    }
    try {
      return request(call.group(1).toUpperCase(Locale.ROOT), PythonArguments.parse(call.group(2)));
    } catch (IllegalArgumentException notLiteral) {
      return Optional.empty();
    }
  }

  private static Optional<Request> request(String method, PythonArguments arguments) {
    List<@Nullable Object> positional = arguments.positional();
    if (positional.isEmpty()
        || positional.size() > 2
        || !(positional.get(0) instanceof String path)
        || !KEYWORDS.containsAll(arguments.named().keySet())) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> named = new LinkedHashMap<>(arguments.named());
    if (positional.size() == 2) {
      named.put("data", positional.get(1)); // The second parameter of post, put and patch.
    }
    String name = named.get("name") instanceof String given ? given : path;
    return Optional.of(new Request(method, path, name, headers(named), body(named)));
  }

  private static Map<String, String> headers(Map<String, @Nullable Object> named) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (named.get("json") != null) {
      headers.put("Content-Type", "application/json");
    } else if (named.get("data") instanceof Map<?, ?>) {
      headers.put("Content-Type", "application/x-www-form-urlencoded");
    }
    if (named.get("headers") instanceof Map<?, ?> given) {
      given.forEach((header, value) -> headers.put(header.toString(), String.valueOf(value)));
    }
    return Map.copyOf(headers);
  }

  private static String body(Map<String, @Nullable Object> named) {
    Object json = named.get("json");
    if (json != null) {
      return Json.encode(json);
    }
    Object data = named.get("data");
    if (data instanceof Map<?, ?> form) {
      return form.entrySet().stream()
          .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
          .collect(Collectors.joining("&"));
    }
    return data == null ? "" : data.toString();
  }

  private static String encoded(@Nullable Object value) {
    return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
  }
}
