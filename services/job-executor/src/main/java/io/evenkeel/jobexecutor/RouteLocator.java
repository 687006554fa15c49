package io.evenkeel.jobexecutor;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line of the step a route could not be created at. Camel names the step ({@code >>>
 * to[x:y] <<<}) and knows roughly where it is; the file tells exactly.
 */
final class RouteLocator {

  private static final Pattern STEP = Pattern.compile(">>> (.*?) <<<", Pattern.DOTALL);
  private static final Pattern ARGUMENT =
      Pattern.compile("^\\w+\\[(?:ref:|\\w+, )?(?:\\w+\\{)?(.*?)}?]$", Pattern.DOTALL);

  private final List<String> lines;

  RouteLocator(String content) {
    this.lines = content.lines().toList();
  }

  /** Returns the line, from 1; 0 if it cannot be told. */
  int line(Collection<RouteDefinition> routes, Throwable failure) {
    FailedToCreateRouteException failed = find(failure);
    if (failed == null) {
      return 0;
    }
    Matcher named = STEP.matcher(String.valueOf(failed.getMessage()));
    String step = named.find() ? named.group(1) : "";
    for (RouteDefinition route : routes) {
      if (failed.getRouteId() == null || failed.getRouteId().equals(route.getId())) {
        return step.isEmpty()
            ? Math.max(0, route.getInput().getLineNumber())
            : line(route, step, failed);
      }
    }
    return 0;
  }

  private int line(RouteDefinition route, String step, FailedToCreateRouteException failed) {
    int best = Math.max(0, route.getInput().getLineNumber());
    for (ProcessorDefinition<?> definition : steps(route)) {
      String argument = argument(definition.toString());
      if (definition.toString().equals(step)) {
        best = exact(argument, definition.getLineNumber());
      } else if (step.contains(definition.toString()) && isBlamed(argument, failed)) {
        return exact(argument, definition.getLineNumber());
      }
    }
    return best;
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // As Camel declares it.
  private static Collection<ProcessorDefinition<?>> steps(RouteDefinition route) {
    return (Collection) ProcessorDefinitionHelper.filterTypeInOutputs(
        route.getOutputs(), ProcessorDefinition.class);
  }

  /** A step within a block: the reason names its scheme, as {@code nix://x} for {@code nix:x}. */
  private static boolean isBlamed(String argument, FailedToCreateRouteException failed) {
    int colon = argument.indexOf(':');
    String reason = String.valueOf(failed.getMessage());
    return colon > 0
        && reason
            .substring(reason.lastIndexOf("because: ") + 1)
            .contains(argument.substring(0, colon + 1));
  }

  private int exact(String argument, int from) {
    int start = Math.max(1, from);
    for (int line = start; line <= lines.size() && !argument.isEmpty(); line++) {
      if (lines.get(line - 1).contains(argument)) {
        return line;
      }
    }
    return start;
  }

  /** {@code x:y} of {@code to[x:y]}, {@code ${z}} of {@code setBody[simple{${z}}]}. */
  private static String argument(String definition) {
    Matcher argument = ARGUMENT.matcher(definition);
    return argument.matches() ? argument.group(1) : "";
  }

  private static @Nullable FailedToCreateRouteException find(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FailedToCreateRouteException failed) {
        return failed;
      }
    }
    return null;
  }
}
