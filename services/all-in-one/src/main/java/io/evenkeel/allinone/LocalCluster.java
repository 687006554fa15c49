package io.evenkeel.allinone;

import io.evenkeel.jobexecutor.init.InitContainer;
import io.evenkeel.playground.Playground;
import io.evenkeel.playground.PlaygroundConfig;
import io.evenkeel.playground.images.BatchImage;
import io.evenkeel.playground.images.PlaygroundRuntime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;

/** The playground, taught to run the init container of our Jobs. */
final class LocalCluster {

  private static final int START_SECONDS = 60;
  private static final String INIT_IMAGE = "evenkeel/job-init";
  private static final String MOUNT = "/keptn";

  private final Playground playground;

  private LocalCluster(Playground playground) {
    this.playground = playground;
  }

  static LocalCluster start(Vertx vertx, Path directory) {
    return start(vertx, new PlaygroundConfig(directory, 0, 0));
  }

  static LocalCluster start(Vertx vertx, PlaygroundConfig config) {
    PlaygroundRuntime runtime = new PlaygroundRuntime()
        .register(INIT_IMAGE, BatchImage.ofScript((environment, mounts, log) -> {
          Path files = mounts.get(MOUNT);
          if (files == null) {
            log.print("there is no volume at " + MOUNT);
            return 1;
          }
          return InitContainer.run(environment, files, log::print);
        }));
    return new LocalCluster(Server.await(Playground.start(vertx, config, runtime), START_SECONDS));
  }

  Path kubeconfig() {
    return playground.kubeconfig();
  }

  URI prometheus() {
    return playground.prometheusUrl();
  }

  Future<Void> close() {
    return playground.close();
  }
}
