package io.evenkeel.allinone;

import io.evenkeel.kit.FileTree;
import io.evenkeel.playground.tour.Terminal;
import io.evenkeel.playground.tour.Tour;
import io.evenkeel.playground.tour.TourOptions;
import io.evenkeel.playground.tour.TourReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel tour}: a server of its own, and the guided tour against it. */
@Command(
    name = "tour",
    description = "Watch production heal itself: deliveries, gates, approval, remediation.",
    mixinStandardHelpOptions = true)
final class TourCommand implements Callable<Integer> {

  @Mixin
  ServerOptions options;

  @Option(names = "--fast", description = "Shorter loads and evaluations: about two minutes.")
  boolean fast;

  @Option(names = "--chapter", paramLabel = "N", description = "Only this chapter (1 to 6).")
  @Nullable
  Integer chapter;

  @Option(names = "--files", paramLabel = "DIR", description = "Walk the tour on other files.")
  @Nullable
  Path files;

  @Option(names = "--keep", description = "Leave the server up afterwards.")
  boolean keep;

  @Option(names = "--mesh", description = "With every service in a process of its own.")
  boolean mesh;

  @Option(names = "--json", description = "Print one JSON document at the end and nothing else.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    boolean ownData = options.data == null && System.getenv("EVENKEEL_DATA") == null;
    Path data = ownData
        ? Files.createTempDirectory("evenkeel-tour-")
        : ServerSettings.dataDirectory(options.environment(System.getenv()));
    System.setProperty("evenkeel.log", data.resolve("evenkeel.log").toString());
    Installation server = start(environment(data));
    TourReport report = Tour.run(tourOptions(server));
    if (keep) {
      return leaveUp(server, report);
    }
    server.close();
    if (ownData && report.ok()) {
      FileTree.delete(data);
    } else if (ownData) {
      System.err.println("What the server said: " + data.resolve("evenkeel.log"));
    }
    return report.exitStatus();
  }

  private Installation start(Map<String, String> environment) {
    return mesh
        ? MeshServer.start(environment, 1, json ? System.err : System.out, false)
        : Server.start(environment);
  }

  private Map<String, String> environment(Path data) {
    Map<String, String> environment = new HashMap<>(options.environment(System.getenv()));
    environment.put("EVENKEEL_DATA", data.toString());
    if (options.port == null) {
      environment.putIfAbsent("EVENKEEL_PORT", "0");
    }
    return environment;
  }

  private TourOptions tourOptions(Installation server) {
    return new TourOptions(
        server.api(),
        server.token(),
        Objects.requireNonNull(server.kubeconfig(), "the tour needs --kubeconfig"),
        files == null ? TourOptions.ownFiles() : files,
        fast,
        chapter == null ? OptionalInt.empty() : OptionalInt.of(chapter),
        json,
        Terminal.detect(),
        System.out);
  }

  private int leaveUp(Installation server, TourReport report) {
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    PrintStream out = json ? System.err : System.out;
    out.println("The server stays up until Ctrl-C.");
    out.println("  bridge  " + server.bridge() + "   token " + server.token());
    out.println("  cluster export KUBECONFIG=" + server.kubeconfig());
    return report.ok() ? UpCommand.RUNNING : report.exitStatus();
  }
}
