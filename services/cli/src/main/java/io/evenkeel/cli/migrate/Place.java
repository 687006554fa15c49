package io.evenkeel.cli.migrate;

import io.evenkeel.cli.ApiPath;
import java.util.ArrayList;
import java.util.List;

/**
 * Where files are: a project, or one of its stages with all of its services, whose files lie in
 * folders of the stage.
 *
 * @param stage {@code ""} for the project itself
 */
record Place(String project, String stage) {

  /** The list of its files; they are written there, too. */
  String files() {
    return path().toString();
  }

  String file(String uri) {
    return path().resource(uri).toString();
  }

  private ApiPath path() {
    List<String> segments = new ArrayList<>(List.of("project", project));
    if (!stage.isEmpty()) {
      segments.addAll(List.of("stage", stage));
    }
    segments.add("resource");
    return ApiPath.resourceService(segments.toArray(String[]::new));
  }

  @Override
  public String toString() {
    return stage.isEmpty() ? project : project + "/" + stage;
  }
}
