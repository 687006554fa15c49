package io.evenkeel.gateway.access;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.model.Json;
import java.util.Map;

/** The project a request is about, where its path, query or body says so. Pure. */
public final class NamedProject {

  private static final String IN_FILTER = "data.project:";

  private NamedProject() {}

  /** {@code ""} when it names none, or a body can't be read: then whoever answers refuses it. */
  public static String of(ApiRequest request) {
    if (!request.path("project").isEmpty()) {
      return request.path("project");
    }
    return switch (request.operation()) {
      case "sendEvent" -> Json.text(Json.at(body(request), "data", "project"));
      case "createProject", "updateProject" -> Json.text(Json.get(body(request), "name"));
      case "getEventsByType" -> ofFilter(request.query("filter"));
      default -> request.query("project");
    };
  }

  /** The last term for the project counts, as it does for whoever answers. */
  private static String ofFilter(String filter) {
    String project = "";
    for (String term : filter.split(" AND ", -1)) {
      if (term.startsWith(IN_FILTER)) {
        project = term.substring(IN_FILTER.length());
      }
    }
    return project;
  }

  private static Map<String, Object> body(ApiRequest request) {
    try {
      return Json.parseObject(request.body());
    } catch (IllegalArgumentException malformed) {
      return Map.of();
    }
  }
}
