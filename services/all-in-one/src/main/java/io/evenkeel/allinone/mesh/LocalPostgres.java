package io.evenkeel.allinone.mesh;

import io.evenkeel.kit.OwnerOnly;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of this machine's own package, with its files in the mesh's data directory, for
 * those who have none running. It listens on 127.0.0.1 and knows one user, with a password made up
 * once.
 */
public final class LocalPostgres {

  private static final String USER = "evenkeel";
  private static final int TOOL_SECONDS = 60;
  private static final int PASSWORD_BYTES = 18;

  private final Process process;
  private final String address;

  private LocalPostgres(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** The directory of the newest {@code initdb} and {@code postgres} on this machine. */
  public static Optional<Path> programs() {
    List<Path> candidates = new ArrayList<>();
    Path packages = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(packages)) {
      try (Stream<Path> versions = Files.list(packages)) {
        versions
            .sorted(Comparator.comparing(LocalPostgres::version).reversed())
            .forEach(version -> candidates.add(version.resolve("bin")));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    String path = System.getenv().getOrDefault("PATH", "");
    Arrays.stream(path.split(File.pathSeparator, -1)).map(Path::of).forEach(candidates::add);
    return candidates.stream()
        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
        .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
        .findFirst();
  }

  private static int version(Path directory) {
    String name = directory.getFileName().toString();
    return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
  }

  /**
   * Starts it on {@code port}, with its files below {@code data}.
   *
   * @throws IllegalStateException with a sentence for the operator when that is not possible
   */
  public static LocalPostgres start(Path programs, Path data, int port, Path logs) {
    Path directory = data.resolve("postgresql");
    try {
      Files.createDirectories(directory);
      String account = "root".equals(System.getProperty("user.name")) ? "postgres" : null;
      if (account != null) {
        letThrough(directory);
        letThrough(data);
      }
      Path cluster = directory.resolve("cluster");
      String password = password(directory.resolve("password"), account);
      Path log = logs.resolve("postgresql.log");
      if (!Files.exists(cluster.resolve("PG_VERSION"))) {
        initialise(programs, directory, cluster, account, log);
      }
      List<String> command = command(
          account,
          programs.resolve("postgres").toString(),
          "-D",
          cluster.toString(),
          "-p",
          String.valueOf(port),
          "-c",
          "listen_addresses=127.0.0.1",
          "-c",
          "unix_socket_directories=",
          "-c",
          "max_connections=500");
      Process process = builder(command, log).start();
      return new LocalPostgres(
          process, "postgresql://%s:%s@127.0.0.1:%d/postgres".formatted(USER, password, port));
    } catch (IOException unusable) {
      throw new IllegalStateException(
          ("the PostgreSQL in %s can not be started (%s); give another one with --store"
                  + " postgresql://USER:PASSWORD@HOST/DATABASE")
              .formatted(programs, unusable.getMessage()),
          unusable);
    }
  }

  public String address() {
    return address;
  }

  public long pid() {
    return process.pid();
  }

  /** SIGTERM: it ends when its clients have, which then are gone. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(TOOL_SECONDS / 10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void initialise(
      Path programs, Path directory, Path cluster, @Nullable String account, Path log)
      throws IOException {
    Files.createDirectories(cluster);
    give(cluster, account);
    Process initdb = builder(
            command(
                account,
                programs.resolve("initdb").toString(),
                "--pgdata=" + cluster,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + directory.resolve("password"),
                "--encoding=UTF8",
                "--no-locale"),
            log)
        .start();
    try {
      if (!initdb.waitFor(TOOL_SECONDS, TimeUnit.SECONDS) || initdb.exitValue() != 0) {
        throw new IOException("initdb failed, see " + log);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static String password(Path file, @Nullable String account) throws IOException {
    if (!Files.exists(file)) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      Files.createFile(file, OwnerOnly.attributes());
      Files.writeString(file, HexFormat.of().formatHex(random));
      give(file, account);
    }
    return Files.readString(file).strip();
  }

  /** PostgreSQL refuses to run as root: then it is the package's own account. */
  private static List<String> command(@Nullable String account, String... words) {
    List<String> command = new ArrayList<>();
    if (account != null) {
      command.addAll(
          List.of("setpriv", "--reuid=" + account, "--regid=" + account, "--clear-groups", "--"));
    }
    command.addAll(List.of(words));
    return command;
  }

  private static ProcessBuilder builder(List<String> command, Path log) {
    return new ProcessBuilder(command)
        .directory(new File("/"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  /** The package's account has to pass through directories of root's; it can not list them. */
  private static void letThrough(Path directory) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
    permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    Files.setPosixFilePermissions(directory, permissions);
  }

  private static void give(Path file, @Nullable String account) throws IOException {
    if (account == null) {
      return;
    }
    UserPrincipal owner =
        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account);
    Files.setOwner(file, owner);
  }
}
