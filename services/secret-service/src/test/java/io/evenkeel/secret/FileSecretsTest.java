package io.evenkeel.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSecretsTest extends SecretApiContract {

  @TempDir
  static Path directory;

  static RunningService service;

  @BeforeAll
  static void start() {
    service = RunningService.start(directory, Map.of());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  RunningService service() {
    return service;
  }

  @Test
  void noValueAndNoKeyNameIsReadableOnTheDisk() throws IOException {
    service.create("x", SCOPE, Map.of("hidden-key", "hidden-value"));

    String file = Files.readString(directory.resolve("secrets.json"), StandardCharsets.UTF_8);
    assertThat(file)
        .contains("\"name\":\"x\"")
        .doesNotContain("hidden")
        .doesNotContain(java.util.Base64.getEncoder()
            .encodeToString("hidden-value".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theKeyIsReplacedWhileTheServerRuns() throws IOException {
    service.create("x", SCOPE, Map.of("a", "1"));
    String key = Files.readString(directory.resolve("secret.key"));
    String file = Files.readString(directory.resolve("secrets.json"));

    assertThat(service.send("rotateSecretKey", "").object())
        .containsEntry("secrets", 1L)
        .containsKey("key");

    assertThat(Files.readString(directory.resolve("secret.key")))
        .hasSameSizeAs(key)
        .isNotEqualTo(key);
    assertThat(Files.readString(directory.resolve("secrets.json"))).isNotEqualTo(file);
    assertThat(service.values("x", SCOPE)).containsOnly(Map.entry("a", "1"));
  }
}
