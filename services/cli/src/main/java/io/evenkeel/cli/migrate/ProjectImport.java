package io.evenkeel.cli.migrate;

import io.evenkeel.cli.Api;
import io.evenkeel.cli.ApiException;
import io.evenkeel.cli.ApiPath;
import io.evenkeel.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Takes over one project: the project itself with its stages, then its services and files. */
final class ProjectImport {

  private final Api source;
  private final Api target;
  private final Report report;

  ProjectImport(Api source, Api target, Report report) {
    this.source = source;
    this.target = target;
    this.report = report;
  }

  /**
   * Makes the project {@code there} a project here, if it is not.
   *
   * @return whether there is one now, in which the rest can be put
   */
  boolean project(Map<String, Object> there) {
    String name = name(there);
    Optional<Map<String, Object>> here =
        found(ApiPath.controlPlane("project", name).toString());
    String shipyard = shipyard(there);
    if (here.isPresent()) {
      return sameStages(name, there, here.get()) && update(name, shipyard, here.get());
    }
    try {
      create(there, name, shipyard);
      return true;
    } catch (ApiException refused) {
      report.leave("%s: the project was refused: %s".formatted(name, refused.getMessage()));
      return false;
    }
  }

  private void create(Map<String, Object> there, String name, String shipyard) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    body.put("shipyard", base64(shipyard));
    write(() -> target.post(ApiPath.controlPlane("project").toString(), body));
    report.moved(
        "%s: project created with stages %s".formatted(name, String.join(", ", stages(there))));
    GitAccess.explain(name, Json.object(there.get("gitCredentials")), report);
  }

  private boolean sameStages(String name, Map<String, Object> there, Map<String, Object> here) {
    if (new TreeSet<>(stages(there)).equals(new TreeSet<>(stages(here)))) {
      return true;
    }
    report.leave("%s: a project of this name is here already, with other stages (%s, there: %s)"
        .formatted(name, String.join(", ", stages(here)), String.join(", ", stages(there))));
    return false;
  }

  private boolean update(String name, String shipyard, Map<String, Object> here) {
    if (shipyard.equals(Json.text(here.get("shipyard")))) {
      report.moved("%s: project is here already".formatted(name));
      return true;
    }
    write(() -> target.put(
        ApiPath.controlPlane("project").toString(),
        Map.of("name", name, "shipyard", base64(shipyard))));
    report.moved("%s: shipyard brought up to date".formatted(name));
    return true;
  }

  /** Makes the services that are missing here; they appear in every stage. */
  void services(Map<String, Object> there) {
    String name = name(there);
    List<String> wanted = services(stageObjects(there)).toList();
    List<String> known = found(ApiPath.controlPlane("project", name).toString())
        .map(here -> services(stageObjects(here)).toList())
        .orElse(List.of());
    List<String> missing =
        wanted.stream().filter(service -> !known.contains(service)).toList();
    for (String service : missing) {
      write(() -> target.post(
          ApiPath.controlPlane("project", name, "service").toString(),
          Map.of("serviceName", service)));
    }
    report.moved("%s: %d services, %d new".formatted(name, wanted.size(), missing.size()));
  }

  /** Brings the files of the project and of every stage up to date. */
  void files(Map<String, Object> there) {
    String name = name(there);
    List<Place> places = new ArrayList<>(List.of(new Place(name, "")));
    stages(there).forEach(stage -> places.add(new Place(name, stage)));
    FileCopy copy = new FileCopy(source, target, report);
    places.forEach(copy::copy);
    report.moved("%s: %d files, %d new or different".formatted(name, copy.seen(), copy.written()));
  }

  static String name(Map<String, Object> project) {
    return Json.text(project.get("projectName"));
  }

  /** The original keeps base64 in the place of the text after a project was updated. */
  private static String shipyard(Map<String, Object> project) {
    String text = Json.text(project.get("shipyard"));
    if (text.contains(":") || text.isBlank()) {
      return text;
    }
    try {
      return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException plain) {
      return text;
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> stages(Map<String, Object> project) {
    return stageObjects(project).map(stage -> Json.text(stage.get("stageName"))).toList();
  }

  private static Stream<Map<String, Object>> stageObjects(Map<String, Object> project) {
    return Json.list(project.get("stages")).stream().map(Json::object);
  }

  private static Stream<String> services(Stream<Map<String, Object>> stages) {
    return stages
        .flatMap(stage -> Json.list(stage.get("services")).stream())
        .map(service -> Json.text(Json.object(service).get("serviceName")))
        .distinct();
  }

  private Optional<Map<String, Object>> found(String path) {
    return FileCopy.found(target, path);
  }

  private void write(Runnable request) {
    if (!report.isDryRun()) {
      request.run();
    }
  }
}
