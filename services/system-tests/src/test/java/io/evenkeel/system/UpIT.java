package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenkeel up}: how it starts, why it does not, how it stops. */
class UpIT {

  private static final String TOKEN = "up-it";
  private static final int PORT = Ports.free();

  @TempDir
  static Path shared;

  private static ServerProcess server;

  @TempDir
  Path directory;

  @BeforeAll
  static void start() {
    server = up("up", shared.resolve("data"), PORT);
    server.awaitReady(client(TOKEN)::isReady);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RestClient client(String token) {
    return new RestClient(URI.create("http://127.0.0.1:" + PORT), token);
  }

  private static ServerProcess up(String log, Path data, int port) {
    return ServerProcess.start(
        log,
        Map.of(),
        "up",
        "--port",
        String.valueOf(port),
        "--data",
        data.toString(),
        "--token",
        TOKEN);
  }

  @Test
  void saysWhereItIsWhenItIsReady() {
    assertThat(server.output())
        .contains("Evenkeel is ready: API http://127.0.0.1:" + PORT + "/api")
        .contains("bridge http://127.0.0.1:" + PORT + "/bridge/");
  }

  @Test
  void theDataDirectoryOfARunningServerIsNotTaken() {
    assertRefused(up("up-held", shared.resolve("data"), Ports.free()))
        .contains("in use by another running server")
        .contains("--data");
  }

  @Test
  void aDataDirectoryThatCanNotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertRefused(up("up-file", file, Ports.free()))
        .contains(file.toString())
        .contains("can not be written");
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefused(up("up-port", directory.resolve("data"), taken.getLocalPort()))
          .contains(String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void aMisspeltSettingIsNamed() {
    ServerProcess misspelt = ServerProcess.start(
        "up-misspelt",
        Map.of("EVENKEEL_PROT", "80"),
        "up",
        "--port",
        "0",
        "--data",
        directory.resolve("data").toString());

    assertRefused(misspelt).contains("EVENKEEL_PROT is not a setting");
  }

  private static org.assertj.core.api.AbstractStringAssert<?> assertRefused(ServerProcess process) {
    assertThat(process.awaitExit()).isEqualTo(1);
    String said = process.output();
    assertThat(said).doesNotContain("\tat ").doesNotContain("is ready");
    return assertThat(
        said.lines().filter(line -> line.startsWith("evenkeel: ")).toList().toString());
  }

  @Test
  void stopsWhenItIsToldToAndKeepsWhatItAcknowledged() throws IOException {
    Path data = directory.resolve("data");
    int port = Ports.free();
    RestClient own = new RestClient(URI.create("http://127.0.0.1:" + port), TOKEN);
    ServerProcess first = up("up-stop-" + port, data, port).awaitReady(own::isReady);
    String context = own.sendEvent(
        "sh.keptn.event.qa.delivery.triggered",
        Map.of("project", "ghost", "stage", "qa", "service", "cart"));

    assertThat(first.terminate()).isLessThan(Duration.ofSeconds(30));

    try (ServerProcess second = up("up-again-" + port, data, port)) {
      second.awaitReady(own::isReady);
      RestClient.await("the event", () -> own.events(context), found -> found.size() == 2);
    }
  }
}
