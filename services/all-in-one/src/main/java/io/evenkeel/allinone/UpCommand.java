package io.evenkeel.allinone;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Override
  public Integer call() {
    Server server = Server.start(options.environment(System.getenv()));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    sayReady(server, options, System.out);
    return RUNNING;
  }

  /** Says where everything is. */
  static void sayReady(Installation server, ServerOptions options, PrintStream out) {
    out.println("Evenkeel is ready: API " + server.api() + "  bridge " + server.bridge());
    if (options.token == null && System.getenv("EVENKEEL_API_TOKEN") == null) {
      out.println("  x-token: see " + server.data().resolve("api-token"));
    }
    if (server.hasPlayground()) {
      out.println("  playground cluster: export KUBECONFIG=" + server.kubeconfig());
    }
    out.flush();
  }
}
