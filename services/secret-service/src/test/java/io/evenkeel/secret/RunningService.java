package io.evenkeel.secret;

import static io.evenkeel.testkit.TestPlatform.await;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.testkit.TestPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The service on a platform of its own, called as the gateway calls it. */
final class RunningService implements AutoCloseable {

  private final TestPlatform platform;

  private RunningService(TestPlatform platform) {
    this.platform = platform;
  }

  /** Starts it; {@code environment} comes on top of the data directory. */
  static RunningService start(Path directory, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("EVENKEEL_DATA", directory.toString());
    TestPlatform platform = TestPlatform.open(existing(directory), all);
    try {
      await(platform.vertx().deployVerticle(new SecretVerticle(platform.platform())));
    } catch (RuntimeException refused) {
      platform.close();
      throw refused;
    }
    return new RunningService(platform);
  }

  ApiResponse create(String name, String scope, Map<String, String> data) {
    return send("createSecret", Json.write(body(name, scope, data)));
  }

  ApiResponse update(String name, String scope, Map<String, String> data) {
    return send("updateSecret", Json.write(body(name, scope, data)));
  }

  ApiResponse delete(String name, String scope) {
    return query("deleteSecret", Map.of("name", name, "scope", scope));
  }

  ApiResponse send(String operation, String body) {
    return call(ApiRequest.of(operation, Map.of(), body));
  }

  ApiResponse query(String operation, Map<String, String> query) {
    return call(new ApiRequest(operation, Map.of(), query, ""));
  }

  /** The values, as other services get them. */
  Map<String, Object> values(String name, String scope) {
    ApiResponse answer = call(ApiRequest.of("readSecret", Map.of("name", name, "scope", scope)));
    return Json.object(answer.object().get("data"));
  }

  /** {@code name scope [keys]} of everything listed. */
  List<String> listed() {
    return Json.list(query("getSecrets", Map.of()).object().get("Secrets")).stream()
        .map(Json::object)
        .map(
            entry -> "%s %s %s".formatted(entry.get("name"), entry.get("scope"), entry.get("keys")))
        .toList();
  }

  private ApiResponse call(ApiRequest request) {
    return await(platform.platform().api().call(SecretVerticle.SERVICE, request));
  }

  private static Path existing(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Map<String, Object> body(String name, String scope, Map<String, String> data) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    body.put("scope", scope);
    body.put("data", data);
    return body;
  }

  @Override
  public void close() {
    platform.close();
  }
}
