package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells people to type, typed. */
class ReadmeIT {

  private static final String TOKEN = "readme-it";
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir
  Path directory;

  @Test
  @Timeout(180)
  void everythingUnderTalkToItWorksInOneShell() throws Exception {
    int port = Ports.free();
    URI address = URI.create("http://127.0.0.1:" + port);
    try (ServerProcess server = ServerProcess.start(
        "readme",
        Map.of(),
        "up",
        "--port",
        String.valueOf(port),
        "--data",
        directory.resolve("data").toString(),
        "--token",
        TOKEN)) {
      server.awaitReady(new RestClient(address, TOKEN)::isReady);

      String said = shell(blockUnder("## Talk to it"), address);

      assertThat(said)
          .contains("Project created successfully", "Service created successfully")
          .contains("\"keptnContext\":")
          .contains("\"name\":\"delivery\"")
          .contains("SEQUENCE")
          .contains("sh.keptn.event.qa.delivery.triggered")
          .contains("Project deleted successfully");
    }
  }

  @Test
  void theTwoCommandsAreThere() throws IOException {
    List<String> commands = blockUnder("## Two commands").lines().toList();

    assertThat(commands.get(0)).startsWith("./evenkeel tour");
    assertThat(commands.get(1)).startsWith("mvn verify");
    assertThat(Checkout.home().resolve("evenkeel")).isExecutable();
  }

  private static String blockUnder(String heading) throws IOException {
    String readme = Files.readString(Checkout.home().resolve("README.md"));
    Matcher block = BLOCK.matcher(readme.substring(readme.indexOf(heading)));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static String shell(String script, URI address) throws Exception {
    String go = "cd '" + Checkout.home() + "'\n";
    return Tool.orSkip(
            "sh", Map.of("EVENKEEL_ENDPOINT", address + "/api", "EVENKEEL_API_TOKEN", TOKEN))
        .succeed("-e", "-c", go + script);
  }
}
