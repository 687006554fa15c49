package io.evenkeel.jobexecutor;

import io.evenkeel.camel.task.TaskConsumer;
import io.evenkeel.camel.task.TaskDispatcher;
import io.evenkeel.jobexecutor.RouteValidator.BrokenRouteException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the routes that run equal to the files of a directory. A file that cannot be used is
 * quarantined: what it said before goes on running, and so does every other file. Used by one
 * thread at a time; {@link #files} may be read by any.
 */
final class RouteFiles {

  static final String SUFFIX = ".camel.yaml";

  private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
  private static final int SIZE_MAX = 1 << 20;
  private static final int DEPTH_MAX = 8;

  private final Path directory;
  private final CamelContext camel;
  private final RouteValidator validator;
  private final TaskDispatcher tasks;
  private final Map<String, RouteFile> files = new ConcurrentSkipListMap<>();

  RouteFiles(Path directory, CamelContext camel, RouteValidator validator, TaskDispatcher tasks) {
    this.directory = directory;
    this.camel = camel;
    this.validator = validator;
    this.tasks = tasks;
  }

  /** All files by name, with their state. */
  List<RouteFile> files() {
    return List.copyOf(files.values());
  }

  /** Looks at the directory and brings the routes up to date with it. */
  void scan() throws IOException {
    Map<String, Path> present = present();
    List<String> gone =
        files.keySet().stream().filter(name -> !present.containsKey(name)).toList();
    gone.forEach(this::remove);
    for (Map.Entry<String, Path> file : present.entrySet()) {
      refresh(file.getKey(), file.getValue());
    }
  }

  /** The files by name; hidden ones are not looked at, so that half-written files may hide. */
  private Map<String, Path> present() throws IOException {
    Map<String, Path> present = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(directory, DEPTH_MAX, FileVisitOption.FOLLOW_LINKS)) {
      tree.filter(path -> path.toString().endsWith(SUFFIX))
          .filter(path -> !isHidden(directory.relativize(path)))
          .filter(Files::isRegularFile)
          .forEach(
              path -> present.put(directory.relativize(path).toString().replace('\\', '/'), path));
    } catch (java.io.UncheckedIOException vanished) {
      throw vanished.getCause();
    }
    return present;
  }

  private static boolean isHidden(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private void refresh(String name, Path path) throws IOException {
    String content;
    try {
      content = read(path);
    } catch (BrokenRouteException broken) {
      quarantine(name, "", broken.problem());
      return;
    }
    RouteFile known = files.get(name);
    if (known == null || !known.content().equals(content) || isBlockedByOthers(known)) {
      load(name, content);
    }
  }

  /** An id used twice is free again once the other file has changed. */
  private boolean isBlockedByOthers(RouteFile file) {
    return file.problem()
            .map(problem -> problem.reason().contains("is used by "))
            .orElse(false)
        && !isStillBlocked(file);
  }

  private boolean isStillBlocked(RouteFile file) {
    String reason = file.problem().map(RouteProblem::reason).orElse("");
    return taken(file.name()).keySet().stream().anyMatch(id -> reason.contains("\"" + id + "\""));
  }

  private static String read(Path path) throws IOException {
    if (Files.size(path) > SIZE_MAX) {
      throw new BrokenRouteException(
          new RouteProblem(0, "the file is larger than " + SIZE_MAX + " bytes"));
    }
    try {
      return Files.readString(path);
    } catch (MalformedInputException notText) {
      throw new BrokenRouteException(new RouteProblem(0, "the file is not UTF-8 text"));
    }
  }

  private void load(String name, String content) {
    Resource resource = ResourceHelper.fromString(name, content);
    try {
      List<String> ids = validator.check(resource, content, taken(name));
      List<String> former = running(name);
      former.stream().filter(id -> !ids.contains(id)).forEach(this::stop);
      PluginHelper.getRoutesLoader(camel).updateRoutes(resource);
      files.put(name, new RouteFile(name, content, ids, Optional.empty()));
      LOG.atInfo().addKeyValue("file", name).addKeyValue("routes", ids).log("routes are running");
    } catch (BrokenRouteException broken) {
      quarantine(name, content, broken.problem());
    } catch (Exception failure) {
      quarantine(name, content, RouteProblem.of(failure));
    }
  }

  private Map<String, String> taken(String except) {
    Map<String, String> taken = new TreeMap<>();
    files.values().stream()
        .filter(file -> !file.name().equals(except))
        .forEach(file -> file.routes().forEach(id -> taken.put(id, file.name())));
    return taken;
  }

  private List<String> running(String name) {
    RouteFile known = files.get(name);
    return known == null
        ? List.of()
        : known.routes().stream().filter(id -> camel.getRoute(id) != null).toList();
  }

  private void quarantine(String name, String content, RouteProblem problem) {
    RouteFile known = files.get(name);
    RouteFile broken = new RouteFile(name, content, running(name), Optional.of(problem));
    if (!broken.equals(known)) {
      LOG.atWarn()
          .addKeyValue("file", name)
          .addKeyValue("line", problem.line())
          .addKeyValue("error", problem.reason())
          .log(
              broken.routes().isEmpty()
                  ? "route file quarantined"
                  : "route file quarantined, what it said before goes on running");
    }
    files.put(name, broken);
  }

  private void remove(String name) {
    List<String> ids = new ArrayList<>(running(name));
    ids.forEach(this::stop);
    files.remove(name);
    LOG.atInfo().addKeyValue("file", name).addKeyValue("routes", ids).log("routes were removed");
  }

  private void stop(String id) {
    try {
      tasks.forget(TaskConsumer.SOURCE + id);
      camel.getRouteController().stopRoute(id);
      camel.removeRoute(id);
    } catch (Exception failure) {
      LOG.atWarn().setCause(failure).addKeyValue("route", id).log("a route could not be removed");
    }
  }
}
