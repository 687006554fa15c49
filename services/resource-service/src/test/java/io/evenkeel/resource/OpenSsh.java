package io.evenkeel.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** OpenSSH's server, run by whoever runs the tests, who may log in with one key. */
final class OpenSsh implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final int port;

  private OpenSsh(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it in {@code directory}; empty where there is none that could run. */
  static Optional<OpenSsh> start(Path directory, KeyPair host, KeyPair allowed)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path program = Path.of(System.getenv().getOrDefault("EVENKEEL_TEST_SSHD", "/usr/sbin/sshd"));
    if (!Files.isExecutable(program)) {
      return Optional.empty();
    }
    makePrivilegeSeparationDirectory();
    int port = freePort();
    Path settings = settings(directory, port, host, allowed);
    if (run(program, "-t", settings).waitFor() != 0) {
      return Optional.empty();
    }
    OpenSsh server = new OpenSsh(run(program, "-D", settings), port);
    server.awaitReady();
    return Optional.of(server);
  }

  /** The address of a repository at {@code path}, for the one who may log in. */
  String url(Path path) {
    return "ssh://%s@127.0.0.1:%d%s".formatted(System.getProperty("user.name"), port, path);
  }

  private static Path settings(Path directory, int port, KeyPair host, KeyPair allowed)
      throws IOException, GeneralSecurityException {
    Path hostKey = directory.resolve("host_key");
    Files.createFile(
        hostKey,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(hostKey, SshGitServer.text(host, ""));
    Path keys = Files.writeString(
        directory.resolve("authorized_keys"), PublicKeyEntry.toString(allowed.getPublic()) + "\n");
    return Files.writeString(
        directory.resolve("sshd_config"), """
        ListenAddress 127.0.0.1
        Port %d
        HostKey %s
        AuthorizedKeysFile %s
        PidFile none
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin prohibit-password
        """.formatted(port, hostKey, keys), UTF_8);
  }

  private static Process run(Path program, String option, Path settings) throws IOException {
    return new ProcessBuilder(List.of(program.toString(), option, "-e", "-f", settings.toString()))
        .redirectErrorStream(true)
        .redirectOutput(settings.resolveSibling("sshd.log").toFile())
        .start();
  }

  /** Where no system service has made it, root can not start sshd without; others need none. */
  private static void makePrivilegeSeparationDirectory() {
    try {
      Files.createDirectories(Path.of("/run/sshd"));
    } catch (IOException notRoot) {
      System.out.println("sshd runs without /run/sshd: " + notRoot);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() {
    Instant end = Instant.now().plus(Duration.ofSeconds(PATIENCE_SECONDS));
    while (!isListening()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        close();
        throw new AssertionError("sshd does not listen");
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
