package io.evenkeel.allinone;

import io.evenkeel.playground.PlaygroundConfig;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evenkeel playground}: the simulated cluster as a process of its own. */
@Command(
    name = "playground",
    description = "Start only the simulated cluster with its metrics backend.",
    mixinStandardHelpOptions = true)
final class PlaygroundCommand implements Callable<Integer> {

  private static final int STOP_SECONDS = 15;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "playground-data",
      description = "Where the cluster is kept (${DEFAULT-VALUE}).")
  Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of the Kubernetes API; 0 for any free one.")
  int port;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of the Prometheus API; 0 for any free one.")
  int metricsPort;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    ParentProcess.endWithIt();
    Vertx vertx = Vertx.vertx();
    LocalCluster cluster =
        LocalCluster.start(vertx, new PlaygroundConfig(data.toAbsolutePath(), port, metricsPort));
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> Server.await(cluster.close(), STOP_SECONDS), "stop"));
    spec.commandLine()
        .getOut()
        .printf("ready: KUBECONFIG=%s PROMETHEUS=%s%n", cluster.kubeconfig(), cluster.prometheus());
    spec.commandLine().getOut().flush();
    return UpCommand.RUNNING;
  }
}
