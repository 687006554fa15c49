package io.evenkeel.allinone.mesh;

import io.evenkeel.kit.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mesh on this machine with what it stands on: a store, and the playground when no other cluster
 * is given.
 */
public final class LocalMesh implements AutoCloseable {

  /**
   * What the operator chose.
   *
   * @param services names of all, the gateway last
   * @param environment variables that the services read
   * @param store {@code ""} for a PostgreSQL started here
   * @param kubeconfig {@code null} for the playground
   */
  public record Options(
      List<String> services,
      Map<String, String> environment,
      Path data,
      int replicas,
      int port,
      String store,
      @Nullable Path kubeconfig) {}

  private final @Nullable LocalPostgres postgres;
  private final @Nullable PlaygroundProcess playground;
  private final Mesh mesh;
  private final Path kubeconfig;

  private LocalMesh(
      @Nullable LocalPostgres postgres,
      @Nullable PlaygroundProcess playground,
      Mesh mesh,
      Path kubeconfig) {
    this.postgres = postgres;
    this.playground = playground;
    this.mesh = mesh;
    this.kubeconfig = kubeconfig;
  }

  /** Starts everything and returns when all of it is ready; nothing is left running otherwise. */
  public static LocalMesh start(Options options, PrintStream out, boolean live) {
    Path logs = options.data().resolve("logs");
    try {
      Files.createDirectories(logs);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(logs + " can not be written", unwritable);
    }
    LocalPostgres postgres = options.store().isBlank() ? postgres(options.data(), logs) : null;
    PlaygroundProcess playground = options.kubeconfig() == null
        ? PlaygroundProcess.start(options.data().resolve("playground"), logs)
        : null;
    Path kubeconfig = playground == null ? options.kubeconfig() : playground.kubeconfig();
    MeshPlan plan = new MeshPlan(
        options.services(),
        options.services().get(options.services().size() - 1),
        options.replicas(),
        environment(options, postgres, playground),
        options.data(),
        options.port());
    Mesh mesh = Mesh.start(plan, new MeshView(out, live), logs);
    LocalMesh started =
        new LocalMesh(postgres, playground, mesh, kubeconfig == null ? Path.of("") : kubeconfig);
    // Also when it is told to stop while it starts: nothing of it may stay.
    Runtime.getRuntime().addShutdownHook(new Thread(started::close, "mesh-stop"));
    try {
      mesh.awaitReady();
      return started;
    } catch (RuntimeException failure) {
      started.close();
      throw failure;
    }
  }

  public Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public void close() {
    mesh.close();
    if (playground != null) {
      playground.stop();
    }
    if (postgres != null) {
      postgres.stop();
    }
  }

  private static LocalPostgres postgres(Path data, Path logs) {
    Path programs = LocalPostgres.programs()
        .orElseThrow(() -> new IllegalStateException("a mesh needs a store its processes can"
            + " share: give a PostgreSQL with --store postgresql://USER:PASSWORD@HOST/DATABASE, or"
            + " install PostgreSQL 15 or later (Debian: apt-get install postgresql), and one is"
            + " started here"));
    return LocalPostgres.start(programs, data, Ports.lasting(), logs);
  }

  private static Map<String, String> environment(
      Options options, @Nullable LocalPostgres postgres, @Nullable PlaygroundProcess playground) {
    Map<String, String> environment = new HashMap<>(options.environment());
    environment.put("EVENKEEL_STORE", postgres == null ? options.store() : postgres.address());
    environment.putIfAbsent("EVENKEEL_ROUTES", options.data().resolve("routes").toString());
    if (playground != null) {
      environment.put("EVENKEEL_KUBECONFIG", playground.kubeconfig().toString());
      URI prometheus = playground.prometheus();
      environment.putIfAbsent("EVENKEEL_PROMETHEUS_ENDPOINT", prometheus.toString());
    }
    return environment;
  }
}
