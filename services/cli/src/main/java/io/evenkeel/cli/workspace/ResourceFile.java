package io.evenkeel.cli.workspace;

import io.evenkeel.cli.ApiPath;

/**
 * A file of a project.
 *
 * @param stage {@code ""} for the project itself
 * @param service {@code ""} for the stage itself
 * @param uri its path in the repository, e.g. {@code job/config.yaml}
 */
record ResourceFile(String stage, String service, String uri, String base64) {

  /** How users read it: {@code dev/cart/slo.yaml}. */
  String label() {
    return (stage.isEmpty() ? "" : stage + "/") + (service.isEmpty() ? "" : service + "/") + uri;
  }

  /** Where several files of the same level are written. */
  String collection(String project) {
    return level(project).toString();
  }

  /** Where it is read. */
  String path(String project) {
    return level(project).resource(uri).toString();
  }

  private ApiPath level(String project) {
    if (stage.isEmpty()) {
      return ApiPath.resourceService("project", project, "resource");
    }
    return service.isEmpty()
        ? ApiPath.resourceService("project", project, "stage", stage, "resource")
        : ApiPath.resourceService(
            "project", project, "stage", stage, "service", service, "resource");
  }
}
