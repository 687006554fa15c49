package io.evenkeel.secret;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.evenkeel.kit.ApiResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Looks for a value everywhere it must not be, with the log at its most talkative. */
class SecrecyTest {

  private static final String VALUE = "hunter2-in-plain-sight";
  private static final String ENCODED =
      Base64.getEncoder().encodeToString(VALUE.getBytes(StandardCharsets.UTF_8));

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<String> said = new ArrayList<>();
  private Level level = Level.WARN;

  @TempDir
  Path directory;

  @BeforeEach
  void listen() {
    level = root.getLevel();
    root.setLevel(Level.TRACE);
    root.detachAppender("out");
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(log);
    root.setLevel(level);
  }

  @Test
  void aValueIsNeitherLoggedNorAnsweredNorReadableOnTheDisk() throws IOException {
    Map<String, String> data = Map.of("k", VALUE);
    try (RunningService service = RunningService.start(directory, Map.of())) {
      hear(service.create("a", "keptn-default", data));
      hear(service.create("a", "keptn-default", data));
      hear(service.update("a", "keptn-default", data));
      hear(service.update("b", "keptn-default", data));
      hear(service.create("a", "no-such-scope", data));
      hear(service.create("A_b", "keptn-default", data));
      hear(service.send("createSecret", "{\"name\":\"c\",\"data\":{\"k\":" + VALUE + "}}"));
      hear(service.query("getSecrets", Map.of()));
      hear(service.send("rotateSecretKey", ""));
      // The disk can't be written: the failure must not carry what was to be written.
      Files.createDirectories(directory.resolve("secrets.json.new").resolve("in-the-way"));
      hear(service.create("d", "keptn-default", data));

      assertThat(service.values("a", "keptn-default")).containsEntry("k", VALUE);
      assertThat(onTheDisk()).isNotEmpty().allSatisfy(SecrecyTest::hidesTheValue);
    }
    assertThat(said).hasSize(10).allSatisfy(SecrecyTest::hidesTheValue);
    assertThat(log.list)
        .extracting(SecrecyTest::everythingIn)
        .isNotEmpty()
        .allSatisfy(SecrecyTest::hidesTheValue);
  }

  private void hear(ApiResponse answer) {
    said.add(answer.body());
  }

  /** Every file there is: the store with its journal, the secrets, the key. */
  private List<String> onTheDisk() throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.add(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private static String everythingIn(ILoggingEvent event) {
    return "%s %s %s"
        .formatted(
            event.getFormattedMessage(),
            event.getKeyValuePairs(),
            event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage());
  }

  private static void hidesTheValue(String text) {
    assertThat(text).doesNotContain(VALUE).doesNotContain(ENCODED);
  }
}
