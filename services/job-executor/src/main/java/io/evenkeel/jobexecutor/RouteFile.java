package io.evenkeel.jobexecutor;

import java.util.List;
import java.util.Optional;

/**
 * A route file as it stands.
 *
 * @param name path below the routes directory, with {@code /}
 * @param content what it was last read with
 * @param routes ids of its routes that run, possibly of an earlier content
 * @param problem why {@link #content} is not what runs
 */
record RouteFile(String name, String content, List<String> routes, Optional<RouteProblem> problem) {

  RouteFile {
    routes = List.copyOf(routes);
  }

  /** {@code running}, or {@code quarantined} when there is a problem. */
  String state() {
    return problem.isEmpty() ? "running" : "quarantined";
  }
}
