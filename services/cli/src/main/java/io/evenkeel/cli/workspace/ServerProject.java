package io.evenkeel.cli.workspace;

import io.evenkeel.cli.Api;
import io.evenkeel.cli.ApiException;
import io.evenkeel.cli.ApiPath;
import io.evenkeel.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The same project as the server has it. */
final class ServerProject {

  private static final int NOT_FOUND = 404;

  private final Api api;
  private final String name;

  ServerProject(Api api, String name) {
    this.api = api;
    this.name = name;
  }

  /** Its shipyard; empty if there is no such project. */
  Optional<String> shipyard() {
    return found(() -> api.get(ApiPath.controlPlane("project", name).toString()))
        .map(project -> Json.text(project.get("shipyard")));
  }

  Set<String> services() {
    return found(() -> api.get(ApiPath.controlPlane("project", name).toString()))
        .map(project -> Json.list(project.get("stages")).stream()
            .flatMap(stage -> Json.list(Json.object(stage).get("services")).stream())
            .map(service -> Json.text(Json.object(service).get("serviceName")))
            .collect(Collectors.toSet()))
        .orElse(Set.of());
  }

  /** The content of a file in base64; empty if it is not there. */
  Optional<String> content(ResourceFile file) {
    return found(() -> api.get(file.path(name)))
        .map(resource -> Json.text(resource.get("resourceContent")));
  }

  void create(String shipyard) {
    api.post(ApiPath.controlPlane("project").toString(), project(shipyard));
  }

  void update(String shipyard) {
    api.put(ApiPath.controlPlane("project").toString(), project(shipyard));
  }

  void createService(String service) {
    api.post(
        ApiPath.controlPlane("project", name, "service").toString(),
        Map.of("serviceName", service));
  }

  /** Writes files, all of the same level with one commit. */
  void write(List<ResourceFile> files) {
    Map<String, List<ResourceFile>> levels = files.stream()
        .collect(Collectors.groupingBy(
            file -> file.collection(name), LinkedHashMap::new, Collectors.toList()));
    levels.forEach((path, level) -> api.post(
        path,
        Map.of(
            "resources",
            level.stream()
                .map(file -> Map.of("resourceURI", file.uri(), "resourceContent", file.base64()))
                .toList())));
  }

  private Map<String, Object> project(String shipyard) {
    byte[] bytes = shipyard.getBytes(StandardCharsets.UTF_8);
    return Map.of("name", name, "shipyard", Base64.getEncoder().encodeToString(bytes));
  }

  private static Optional<Map<String, Object>> found(Supplier<Map<String, Object>> request) {
    try {
      return Optional.of(request.get());
    } catch (ApiException refused) {
      if (refused.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw refused;
    }
  }
}
