package io.evenkeel.jobexecutor;

import io.evenkeel.camel.task.WorkTraces;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.ShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel in this process, running the route files of a directory. All of it happens on one thread of
 * its own, never on an event loop.
 */
final class RouteHost {

  private static final Logger LOG = LoggerFactory.getLogger(RouteHost.class);

  /** A task whose route ends before it did is done again, so there is no need to wait long. */
  private static final long GRACE_MILLIS = 500;

  private final Path directory;
  private final RouteBeans beans;
  private final WorkTraces traces;
  private final Main main = new Main();
  private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
    Thread created = new Thread(task, "route-files");
    created.setDaemon(true);
    return created;
  });
  private volatile List<RouteFile> files = List.of();
  private volatile boolean stopped;

  RouteHost(Path directory, RouteBeans beans, WorkTraces traces) {
    this.directory = directory;
    this.beans = beans;
    this.traces = traces;
  }

  /** Completes with the context once the routes of every usable file run. */
  Future<CamelContext> start() {
    return onThread(() -> {
      ShippedRoutes.unpack(directory);
      startCamel();
      RouteFiles routes = new RouteFiles(
          directory, main.getCamelContext(), new RouteValidator(beans), beans.tasks());
      DirectoryWatch watch = new DirectoryWatch(directory);
      scan(routes, watch);
      thread.execute(() -> follow(routes, watch));
      return main.getCamelContext();
    });
  }

  /** The files as of the last look at the directory. */
  List<RouteFile> files() {
    return files;
  }

  Future<Void> stop() {
    stopped = true;
    return onThread(() -> {
          main.stop();
          return main;
        })
        .onComplete(ended -> thread.shutdown())
        .mapEmpty();
  }

  private void startCamel() throws Exception {
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.setDefaultPropertyPlaceholderLocation("false");
    main.addInitialProperty("camel.main.name", "evenkeel");
    main.addInitialProperty("camel.main.jmx-enabled", "false");
    main.addInitialProperty("camel.main.auto-configuration-log-summary", "false");
    main.addInitialProperty("camel.main.startup-summary-level", "Off");
    main.addInitialProperty("camel.main.source-location-enabled", "true");
    main.addInitialProperty("camel.main.shutdown-log-inflight-exchanges-on-timeout", "false");
    main.addInitialProperty("camel.component.direct.block", "false");
    main.init();
    ShutdownStrategy shutdown = main.getCamelContext().getShutdownStrategy();
    shutdown.setTimeUnit(TimeUnit.MILLISECONDS);
    shutdown.setTimeout(GRACE_MILLIS);
    beans.bindTo(main.getCamelContext());
    RouteTraces.of(main.getCamelContext(), traces);
    main.start();
  }

  /** Looks, waits for the next change, and again; a look that fails is repeated. */
  private void follow(RouteFiles routes, DirectoryWatch watch) {
    if (stopped) {
      watch.close();
      return;
    }
    try {
      watch.awaitChange();
      scan(routes, watch);
    } catch (IOException | RuntimeException failure) {
      LOG.atWarn()
          .addKeyValue("directory", directory)
          .addKeyValue("error", failure.toString())
          .log("the route files could not be read, will be tried again");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return;
    }
    thread.execute(() -> follow(routes, watch));
  }

  private void scan(RouteFiles routes, DirectoryWatch watch) throws IOException {
    watch.refresh();
    routes.scan();
    files = routes.files();
  }

  private <T> Future<T> onThread(Callable<T> work) {
    return Future.fromCompletionStage(CompletableFuture.supplyAsync(() -> call(work), thread));
  }

  private static <T> T call(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception failure) {
      throw new CompletionException(failure);
    }
  }
}
