package io.evenkeel.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service as others see it: called over the bus, its repositories read with {@code git}. */
final class RunningService implements AutoCloseable {

  static final String SHIPYARD = "kind: Shipyard\n";

  private final Path directory;
  private final TestPlatform platform;

  private RunningService(Path directory, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("EVENKEEL_DATA", directory.toString());
    this.directory = directory;
    this.platform = TestPlatform.open(directory, environment);
    TestPlatform.await(platform.vertx().deployVerticle(new ResourceVerticle(platform.platform())));
  }

  static RunningService start(Path directory) {
    return start(directory, Map.of());
  }

  static RunningService start(Path directory, Map<String, String> settings) {
    return new RunningService(directory, settings);
  }

  /** Project {@code shop}, stages {@code dev} and {@code prod}, service {@code cart} in both. */
  RunningService withShop() {
    expect(204, call("createProject", Map.of(), Map.of("projectName", "shop")));
    for (String stage : List.of("dev", "prod")) {
      expect(204, call("createStage", at("shop"), Map.of("stageName", stage)));
      expect(204, call("createService", at("shop", stage), Map.of("serviceName", "cart")));
    }
    expect(201, put(at("shop"), "shipyard.yaml", SHIPYARD));
    return this;
  }

  static Map<String, String> at(String project) {
    return Map.of("project", project);
  }

  static Map<String, String> at(String project, String stage) {
    return Map.of("project", project, "stage", stage);
  }

  static Map<String, String> at(String project, String stage, String service) {
    return Map.of("project", project, "stage", stage, "service", service);
  }

  ApiResponse call(String operation, Map<String, String> path, Map<String, ?> body) {
    return TestPlatform.await(send(ApiRequest.of(operation, path, Json.write(body))));
  }

  Future<ApiResponse> send(ApiRequest request) {
    return platform.platform().api().call(ResourceVerticle.SERVICE, request);
  }

  /** Writes files with {@code createResources}: uri, text, uri, text … */
  ApiResponse put(Map<String, String> level, String... urisAndTexts) {
    return TestPlatform.await(send(upload(level, urisAndTexts)));
  }

  static ApiRequest upload(Map<String, String> level, String... urisAndTexts) {
    List<Map<String, String>> resources = new ArrayList<>();
    for (int i = 0; i < urisAndTexts.length; i += 2) {
      resources.add(
          Map.of("resourceURI", urisAndTexts[i], "resourceContent", base64(urisAndTexts[i + 1])));
    }
    return ApiRequest.of("createResources", level, Json.write(Map.of("resources", resources)));
  }

  ApiResponse get(Map<String, String> level, String rawUri) {
    return call("getResource", withUri(level, rawUri), Map.of());
  }

  ApiResponse get(Map<String, String> level, String rawUri, String commit) {
    return query("getResource", withUri(level, rawUri), Map.of("gitCommitID", commit));
  }

  ApiResponse update(Map<String, String> level, String rawUri, String text) {
    return call("updateResource", withUri(level, rawUri), Map.of("resourceContent", base64(text)));
  }

  ApiResponse delete(Map<String, String> level, String rawUri) {
    return call("deleteResource", withUri(level, rawUri), Map.of());
  }

  ApiResponse query(String operation, Map<String, String> path, Map<String, String> query) {
    return TestPlatform.await(send(new ApiRequest(operation, path, query, "")));
  }

  /** The names in a list, all pages of it in one. */
  List<String> list(Map<String, String> level) {
    ApiResponse answer = query("getResources", level, Map.of("pageSize", "100000"));
    return Json.list(answer.object().get("resources")).stream()
        .map(resource -> Json.text(Json.object(resource).get("resourceURI")))
        .toList();
  }

  static String text(ApiResponse answer) {
    String content = Json.text(answer.object().get("resourceContent"));
    return new String(Base64.getDecoder().decode(content), UTF_8);
  }

  static String commit(ApiResponse answer) {
    return Json.text(answer.object().get("commitID"));
  }

  static String version(ApiResponse answer) {
    return Json.text(Json.at(answer.object(), "metadata", "version"));
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  Path repository(String project) {
    return directory.resolve("git").resolve(project + ".git");
  }

  /** What the git program says about a project's repository. */
  String git(String project, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("git", "-C", repository(project).toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + " failed: " + output);
      }
      return output.stripTrailing();
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(command + " could not be run", failed);
    }
  }

  private static Map<String, String> withUri(Map<String, String> level, String rawUri) {
    Map<String, String> path = new HashMap<>(level);
    path.put("uri", rawUri);
    return path;
  }

  private static void expect(int status, ApiResponse answer) {
    if (answer.status() != status) {
      throw new AssertionError(answer);
    }
  }

  @Override
  public void close() {
    platform.close();
  }
}
