package io.evenkeel.jobexecutor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * Tries a route file out in a context of its own, so that a broken one is found before it gets near
 * the routes that run. Everything is created, nothing is started.
 */
final class RouteValidator {

  private final RouteBeans beans;

  RouteValidator(RouteBeans beans) {
    this.beans = beans;
  }

  /**
   * Returns the ids of the file's routes.
   *
   * @param content of {@code file}
   * @param taken routes of other files, with the file each is in
   * @throws BrokenRouteException if the file cannot be used
   */
  List<String> check(Resource file, String content, Map<String, String> taken) {
    try (DefaultCamelContext trial = new DefaultCamelContext()) {
      trial.setAutoStartup(false);
      trial.setSourceLocationEnabled(true);
      trial.getCamelContextExtension().setName("trial");
      beans.bindTo(trial);
      PluginHelper.getRoutesLoader(trial).loadRoutes(file);
      List<String> ids = ids(trial, taken);
      create(trial, content);
      return ids;
    } catch (BrokenRouteException broken) {
      throw broken;
    } catch (Exception failure) {
      throw new BrokenRouteException(RouteProblem.of(failure));
    }
  }

  private static void create(DefaultCamelContext trial, String content) {
    try {
      trial.start();
    } catch (RuntimeException failure) {
      int line = new RouteLocator(content).line(trial.getRouteDefinitions(), failure);
      throw new BrokenRouteException(RouteProblem.of(failure).orAt(line));
    }
  }

  private static List<String> ids(DefaultCamelContext trial, Map<String, String> taken) {
    List<String> ids = new ArrayList<>();
    for (RouteDefinition route : trial.getRouteDefinitions()) {
      String id = route.getId();
      if (id == null || !route.hasCustomIdAssigned()) {
        throw broken(route, "a route needs an id, which names it in events and in the log");
      }
      if (ids.contains(id)) {
        throw broken(route, "the route id \"%s\" is used twice".formatted(id));
      }
      if (taken.containsKey(id)) {
        throw broken(route, "the route id \"%s\" is used by %s".formatted(id, taken.get(id)));
      }
      ids.add(id);
    }
    if (ids.isEmpty()) {
      throw new BrokenRouteException(new RouteProblem(1, "there is no route in this file"));
    }
    return ids;
  }

  private static BrokenRouteException broken(RouteDefinition route, String reason) {
    return new BrokenRouteException(
        new RouteProblem(Math.max(0, route.getInput().getLineNumber()), reason));
  }

  /** A file that cannot be used. */
  static final class BrokenRouteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RouteProblem problem;

    BrokenRouteException(RouteProblem problem) {
      super(problem.toString());
      this.problem = problem;
    }

    RouteProblem problem() {
      return problem;
    }
  }
}
