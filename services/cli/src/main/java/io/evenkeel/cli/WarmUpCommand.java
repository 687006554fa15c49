package io.evenkeel.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;

/**
 * {@code __warm-up}: does what most commands do, against a server of its own. The launcher runs it
 * once to archive the classes it loads, so that later commands start faster.
 */
@Command(name = "__warm-up", hidden = true, description = "Run by the launcher on first use.")
final class WarmUpCommand extends Verb {

  private static final byte[] ANSWER = """
      {"projects":[{"projectName":"a","creationDate":"1704164645123456789","stages":[]}],
       "states":[{"name":"a","state":"started","stages":[{"name":"a","latestEvent":{}}]}]}
      """.getBytes(StandardCharsets.UTF_8);

  @Override
  protected void run() {
    try {
      HttpServer server = HttpServer.create(loopback(), 0);
      server.createContext("/", exchange -> {
        exchange.sendResponseHeaders(200, ANSWER.length);
        exchange.getResponseBody().write(ANSWER);
        exchange.close();
      });
      server.start();
      String endpoint = "--endpoint=http://127.0.0.1:" + server.getAddress().getPort();
      command("get", "projects", endpoint);
      command("get", "projects", "-o", "yaml", endpoint);
      command("get", "sequences", "--project=a", endpoint);
      command("__complete", "--", "get", "project", "");
      server.stop(0);
    } catch (IOException noLoopback) {
      throw new CommandFailure("no server could be started: " + noLoopback, noLoopback);
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void command(String... arguments) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Main.run(
        arguments,
        Map.of("EVENKEEL_ENDPOINT", "http://127.0.0.1:1/api", "EVENKEEL_API_TOKEN", "none"),
        cli().home(),
        cli().in(),
        nowhere,
        nowhere);
  }
}
