package io.evenkeel.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that can be read off the files. */
class FilesTest {

  private static final Path SOURCES = Path.of("src/main/resources/bridge");
  private static final Path BUILT = Path.of("target/classes/bridge");

  @Test
  void filesAreShort() {
    sources().forEach((name, text) -> {
      assertThat(text.lines().count()).as(name).isLessThanOrEqualTo(200);
      assertThat(text.lines().filter(line -> line.length() > 100)).as(name).isEmpty();
    });
  }

  @Test
  void partsKnowNoAddressAndNoApi() {
    assertThat(within("parts/")).isNotEmpty().allSatisfy((name, text) -> assertThat(text)
        .as(name)
        .doesNotContainPattern("data/(api|live|location|routes)\\.js"));
  }

  @Test
  void whatComputesTouchesNoBrowser() {
    for (String pure : List.of("model", "states", "format", "evaluation", "routes", "run-list")) {
      assertThat(sources().get("data/" + pure + ".js"))
          .as(pure)
          .isNotNull()
          .doesNotContainPattern(
              "\\b(window|localStorage|document\\.\\w|fetch\\(|Date\\.now)|html`");
    }
  }

  @Test
  void nothingIsInlineOrFromElsewhere() {
    assertThat(sources().get("index.html"))
        .contains("<base href=\"/bridge/\">")
        .doesNotContainPattern("<script[^>]*>[^<]|<style|style=|\\son\\w+=");
    sources().forEach((name, text) -> assertThat(text.replace("http://www.w3.org/2000/svg", ""))
        .as(name)
        .doesNotContainPattern("\\beval\\(|innerHTML|dangerously|import\\(|from 'https?:"));
  }

  @Test
  void librariesAreUnpackedWithTheirLicences() {
    assertThat(BUILT.resolve("vendor"))
        .isDirectoryContaining("glob:**preact.js")
        .isDirectoryContaining("glob:**htm.js")
        .isDirectoryContaining("glob:**preact-LICENSE.txt")
        .isDirectoryContaining("glob:**htm-LICENSE.txt");
    assertThat(BUILT.resolve("vendor/hooks.js")).content().contains("\"./preact.js\"");
  }

  private static Map<String, String> within(String folder) {
    return sources().entrySet().stream()
        .filter(file -> file.getKey().startsWith(folder))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<String, String> sources() {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(Files::isRegularFile)
          .collect(Collectors.toMap(
              file -> SOURCES.relativize(file).toString().replace('\\', '/'), FilesTest::text));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
