package io.evenkeel.jobexecutor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answer of {@code getRoutes}: {@code {"files": [{file, state, routes, problem?}]}}. */
final class RouteStates {

  private RouteStates() {}

  static Map<String, Object> of(List<RouteFile> files) {
    return Map.of("files", files.stream().map(RouteStates::state).toList());
  }

  private static Map<String, Object> state(RouteFile file) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("file", file.name());
    state.put("state", file.state());
    state.put("routes", file.routes());
    file.problem().ifPresent(problem -> {
      state.put("line", problem.line());
      state.put("problem", problem.reason());
    });
    return state;
  }
}
