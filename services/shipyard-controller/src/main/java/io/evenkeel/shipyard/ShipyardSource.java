package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.ServiceApi;
import io.evenkeel.model.Json;
import io.evenkeel.model.shipyard.Shipyard;
import io.evenkeel.model.shipyard.ShipyardCheck;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shipyards of all projects, as the resource service has them. A cached one is revalidated by
 * its revision, which the resource service answers from memory; only a changed one is read.
 *
 * <p>Source: sequences.md §2.5 (which shipyard is used when), §3.2 (texts of failures).
 */
final class ShipyardSource {

  private static final String RESOURCES = "resource-service";
  private static final String URI = "shipyard.yaml";

  private final ServiceApi api;
  private final Map<String, Cached> cache = new ConcurrentHashMap<>();
  private final Map<String, Cached> recorded = new ConcurrentHashMap<>();

  ShipyardSource(ServiceApi api) {
    this.api = api;
  }

  /**
   * What a run that starts now is given.
   *
   * @param text of the file, {@code ""} if there is none that can be read
   * @param stageCommit head of the stage's configuration, or {@code ""}
   * @param problem why there is no usable shipyard, or {@code ""}
   * @param isAway whether that is only because the resource service is not there at the moment
   */
  record Head(Shipyard shipyard, String text, String stageCommit, String problem, boolean isAway) {

    private static final Shipyard NONE = new Shipyard("", List.of());

    static Head failed(String problem) {
      return failed("", problem);
    }

    static Head failed(String text, String problem) {
      return new Head(NONE, text, "", problem, false);
    }

    static Head away(String problem) {
      return new Head(NONE, "", "", problem, true);
    }
  }

  private record Cached(String revision, String text, Shipyard shipyard) {}

  /**
   * Looks up the current shipyard of {@code project} and the head of {@code stage}; never fails.
   */
  Future<Head> head(String project, String stage) {
    return heads(Map.of("project", project, "stage", stage))
        .compose(answer -> answer.succeeded() || isAway(answer)
            ? Future.succeededFuture(answer)
            : heads(Map.of("project", project)))
        .compose(answer -> answer.succeeded()
            ? current(project, answer.object())
            : Future.succeededFuture(failed(project, answer)));
  }

  /**
   * What {@code text}, the file as the project's record has it, says; parsed once while it stays.
   */
  Shipyard parsed(String project, String text) {
    Cached current = cache.get(project);
    if (current != null && current.text().equals(text)) {
      return current.shipyard();
    }
    return recorded
        .compute(
            project,
            (name, known) -> known != null && known.text().equals(text)
                ? known
                : new Cached("", text, Shipyard.parse(text)))
        .shipyard();
  }

  /** A stage without a head is no reason not to look at the shipyard: it says what is wrong. */
  private Future<ApiResponse> heads(Map<String, String> path) {
    return api.call(RESOURCES, ApiRequest.of("getHeads", path));
  }

  private Future<Head> current(String project, Map<String, Object> heads) {
    String revision = Json.text(heads.get("shipyard"));
    String commit = Json.text(heads.get("stage"));
    Cached cached = cache.get(project);
    if (cached != null && cached.revision().equals(revision) && !revision.isEmpty()) {
      return Future.succeededFuture(new Head(cached.shipyard(), cached.text(), commit, "", false));
    }
    ApiRequest file = ApiRequest.of("getResource", Map.of("project", project, "uri", URI));
    return api.call(RESOURCES, file).map(answer -> read(project, revision, commit, answer));
  }

  private static boolean isAway(ApiResponse answer) {
    return answer.status() == 503;
  }

  private static Head failed(String project, ApiResponse answer) {
    String problem = notRetrieved(project, answer.message());
    return isAway(answer) ? Head.away(problem) : Head.failed(problem);
  }

  private Head read(String project, String revision, String commit, ApiResponse answer) {
    if (!answer.succeeded()) {
      return failed(project, answer);
    }
    String content = Json.text(answer.object().get("resourceContent"));
    String text = new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8);
    try {
      Shipyard shipyard = Shipyard.parse(text);
      String version = ShipyardCheck.versionProblem(shipyard.apiVersion());
      if (!version.isEmpty()) {
        return Head.failed(text, "invalid shipyard version: " + version);
      }
      cache.put(project, new Cached(revision, text, shipyard));
      return new Head(shipyard, text, commit, "", false);
    } catch (IllegalArgumentException malformed) {
      return Head.failed(
          "could not unmarshal shipyard.yaml of project %s: Could not decode shipyard file: %s"
              .formatted(project, malformed.getMessage()));
    }
  }

  private static String notRetrieved(String project, String cause) {
    return "could not retrieve shipyard.yaml for project %s: %s".formatted(project, cause);
  }
}
