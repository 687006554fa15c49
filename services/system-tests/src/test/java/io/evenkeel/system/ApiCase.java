package io.evenkeel.system;

import io.evenkeel.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Runs the steps of one case; a step that does not hold is an {@link AssertionError}. */
final class ApiCase {

  private static final Pattern PUSH =
      Pattern.compile("commit file (\\S+) with content '(.*)' to branch (\\S+) of (\\S+)");
  private static final Pattern SHOP = Pattern.compile("(?<![A-Za-z0-9_.-])shop(?![A-Za-z0-9_])");
  private static final String BOUNDARY = "evenkeel-conformance";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http;
  private final URI base;
  private final GitUpstream git;
  private final Map<String, String> variables;
  private final String shop;

  ApiCase(HttpClient http, URI base, GitUpstream git, Map<String, String> variables, String shop) {
    this.http = http;
    this.base = base;
    this.git = git;
    this.variables = new HashMap<>(variables);
    this.shop = shop;
  }

  void run(List<@Nullable Object> steps) {
    steps.forEach(step -> run(Json.object(step)));
  }

  private void run(Map<String, Object> step) {
    if (step.containsKey("parallel")) {
      List<CompletableFuture<Void>> all = Json.list(step.get("parallel")).stream()
          .map(one -> CompletableFuture.runAsync(() -> run(Json.object(one))))
          .toList();
      all.forEach(CompletableFuture::join);
    } else if (step.containsKey("repeat")) {
      repeat(step);
    } else if (step.containsKey("shell")) {
      shell(fill(Json.text(step.get("shell"))));
    } else if (step.get("retry_until_ok_s") instanceof Number seconds) {
      retry(step, Instant.now().plusSeconds(seconds.longValue()));
    } else {
      exchange(step);
    }
  }

  private void repeat(Map<String, Object> step) {
    int times = ((Number) step.getOrDefault("repeat", 0)).intValue();
    for (int index = 0; index < times; index++) {
      variables.put("i", String.valueOf(index));
      run(Json.object(step.get("step")));
    }
  }

  private void shell(String command) {
    Matcher push = PUSH.matcher(command);
    if (!push.matches()) {
      throw new IllegalArgumentException("unknown action: " + command);
    }
    try {
      git.push(push.group(4), push.group(3), push.group(1), push.group(2));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void retry(Map<String, Object> step, Instant end) {
    while (true) {
      try {
        exchange(step);
        return;
      } catch (AssertionError notYet) {
        if (Instant.now().isAfter(end)) {
          throw notYet;
        }
        ServerProcess.pause();
      }
    }
  }

  private void exchange(Map<String, Object> step) {
    Map<String, Object> request = Json.object(step.get("request"));
    Map<String, Object> expected = Json.object(fill(step.get("expect")));
    HttpResponse<String> answer = send(request);
    List<String> differences = new ArrayList<>();
    differences.addAll(
        Expected.differences("status", expected.get("status"), (long) answer.statusCode()));
    if (expected.containsKey("json")) {
      differences.addAll(Expected.differences("$", expected.get("json"), json(answer)));
    }
    for (Object path : Json.list(expected.get("json_absent"))) {
      if (lookup(json(answer), Json.text(path)) != null) {
        differences.add(path + " must be absent");
      }
    }
    if (expected.containsKey("text")) {
      differences.addAll(Expected.differences("text", expected.get("text"), answer.body()));
    }
    Json.object(expected.get("headers"))
        .forEach((name, value) -> differences.addAll(
            Expected.differences(name, value, answer.headers().firstValue(name).orElse(null))));
    if (!differences.isEmpty()) {
      throw new AssertionError("%s %s answered %d %s: %s"
          .formatted(
              request.get("method"),
              fill(Json.text(request.get("path"))),
              answer.statusCode(),
              answer.body(),
              String.join("; ", differences)));
    }
    Json.object(step.get("capture"))
        .forEach((name, path) -> variables.put(name, capture(json(answer), Json.text(path))));
  }

  private HttpResponse<String> send(Map<String, Object> request) {
    Map<String, Object> multipart = Json.object(request.get("multipart"));
    String json = request.containsKey("json") ? Json.write(fill(request.get("json"))) : "";
    BodyPublisher body = json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
    URI address = URI.create(base + fill(Json.text(request.get("path"))));
    HttpRequest.Builder builder = HttpRequest.newBuilder(address).timeout(TIMEOUT);
    Json.object(request.get("headers"))
        .forEach((name, value) -> builder.header(name, fill(Json.text(value))));
    if (!multipart.isEmpty()) {
      builder.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
      body = BodyPublishers.ofByteArray(form(multipart));
    }
    try {
      HttpRequest sent = builder.method(Json.text(request.get("method")), body).build();
      HttpResponse<String> answer = http.send(sent, BodyHandlers.ofString());
      if (multipart.isEmpty()) {
        Contracts.check(sent, json, answer);
      }
      return answer;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private static byte[] form(Map<String, Object> fields) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach((name, field) -> {
      body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name
              + "\"; filename=\"p.zip\"\r\nContent-Type: application/octet-stream\r\n\r\n")
          .getBytes(StandardCharsets.UTF_8));
      body.writeBytes(zip(Json.object(Json.object(field).get("zip"))));
    });
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  private static byte[] zip(Map<String, Object> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, Object> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(Json.text(file.getValue()).getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static @Nullable Object json(HttpResponse<String> answer) {
    try {
      return Json.parse(answer.body());
    } catch (IllegalArgumentException notJson) {
      return answer.body();
    }
  }

  /** {@code $.events[0].time}; {@code null} where it leads nowhere. */
  private static @Nullable Object lookup(@Nullable Object json, String path) {
    Object value = json;
    for (String part :
        path.replaceFirst("^\\$\\.?", "").replace("[", ".").replace("]", "").split("\\.", -1)) {
      if (value instanceof List<?> list) {
        int index = Integer.parseInt(part);
        value = index < list.size() ? list.get(index) : null;
      } else if (!part.isEmpty()) {
        value = Json.object(value).get(part);
      }
    }
    return value;
  }

  private static String capture(@Nullable Object json, String expression) {
    String[] parts = expression.split(" \\| ", 2);
    Object value = lookup(json, parts[0]);
    String text = value instanceof String given ? given : Json.write(value);
    return parts.length > 1
        ? OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS).toString()
        : text;
  }

  private @Nullable Object fill(@Nullable Object value) {
    if (value instanceof String text) {
      return fill(text);
    }
    if (value instanceof Map<?, ?>) {
      Map<String, @Nullable Object> filled = new HashMap<>();
      Json.object(value).forEach((name, member) -> filled.put(name, fill(member)));
      return filled;
    }
    return value instanceof List<?>
        ? new ArrayList<>(Json.list(value).stream().map(this::fill).toList())
        : value;
  }

  /** Every case has its own shop, so that none meets what another has left. */
  private String fill(String text) {
    String filled = SHOP.matcher(text).replaceAll(shop);
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      filled = filled.replace("${" + variable.getKey() + "}", variable.getValue());
    }
    return filled;
  }
}
