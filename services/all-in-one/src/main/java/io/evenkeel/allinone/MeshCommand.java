package io.evenkeel.allinone;

import io.evenkeel.playground.tour.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel mesh}: every service in processes of its own, until it is told to stop. */
@Command(
    name = "mesh",
    description = "Start every service as a process of its own, and keep them running.",
    mixinStandardHelpOptions = true)
final class MeshCommand implements Callable<Integer> {

  @Mixin
  ServerOptions options;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "1",
      description = "Processes of each service (${DEFAULT-VALUE}).")
  int replicas;

  @Override
  public Integer call() {
    boolean live = Terminal.detect().interactive();
    MeshServer server =
        MeshServer.start(options.environment(System.getenv()), replicas, System.out, live);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    UpCommand.sayReady(server, options, System.out);
    return UpCommand.RUNNING;
  }
}
