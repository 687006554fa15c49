package io.evenkeel.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands in this JVM against a {@link LocalServer}. */
abstract class CliTest {

  @TempDir
  Path home;

  final Map<String, String> environment = new HashMap<>();
  LocalServer server;
  String input = "";

  @BeforeEach
  void startServer() throws IOException {
    server = new LocalServer();
    environment.put("EVENKEEL_ENDPOINT", server.api());
    environment.put("EVENKEEL_API_TOKEN", "s3cret");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  /** What a command printed and its exit status. */
  record Ran(int status, String out, String err) {}

  Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Cli cli = new Cli(environment, home, new BufferedReader(new StringReader(input)));
    cli.pause = Duration.ofMillis(5);
    int status = cli.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), arguments)
        .execute(arguments);
    return new Ran(status, out.toString(), err.toString());
  }
}
