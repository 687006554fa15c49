package io.evenkeel.allinone;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code evenkeel up}: the server in the foreground, until it is told to stop. */
@Command(
    name = "up",
    description = "Start the server in the foreground: API, bridge, all services.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

  /** Tells {@link Main} to leave the process running. */
  static final int RUNNING = -1;

  @Mixin
  ServerOptions options;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    Server server = Server.start(options.environment(System.getenv()));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Evenkeel is ready: API " + server.api() + "  bridge " + server.bridge());
    if (options.token == null && System.getenv("EVENKEEL_API_TOKEN") == null) {
      out.println("  x-token: see " + server.data().resolve("api-token"));
    }
    if (server.hasPlayground()) {
      out.println("  playground cluster: export KUBECONFIG=" + server.kubeconfig());
    }
    out.flush();
    return RUNNING;
  }
}
