package io.evenkeel.jobexecutor.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

class InitContainerTest {

  private static final String CONFIG = "job/config.yaml";

  @TempDir
  Path temporary;

  private final ResourceServer server = new ResourceServer();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void copiesAsTheOriginalDoes(String id, Map<String, Object> given) {
    server.put("service", CONFIG, Json.text(given.get("config")));
    Json.object(given.get("files"))
        .forEach((name, content) ->
            server.put(name.split(":", 2)[0], name.split(":", 2)[1], Json.text(content)));
    Map<String, Object> expected = Json.object(given.get("expect"));

    int exit = run(Map.of("JOB_ACTION", "build it", "JOB_TASK", "run"));

    if (expected.containsKey("init_error")) {
      assertThat(exit).isEqualTo(255);
      assertThat(log).contains("Error while copying files: " + expected.get("init_error"));
    } else {
      assertThat(exit).isZero();
      assertThat(copied()).isEqualTo(expected.get("init_files"));
    }
  }

  @Test
  void findsADirectoryOverAllPagesWhetherOrNotTheListHasLeadingSlashes() {
    server.put("service", CONFIG, config("conf"));
    for (int file = 0; file < 7; file++) {
      server.put("service", "conf/" + file, "content " + file);
    }
    server.listPrefix = "";

    assertThat(run(Map.of())).isZero();
    assertThat(copied()).hasSize(7).containsEntry("/keptn/conf/6", "content 6");
  }

  @Test
  void namesWithBlanksAndPlusSignsAndBinaryContentSurvive() {
    server.put("service", CONFIG, config("a b+c%.bin"));
    server.put("service", "a b+c%.bin", "\u0000\u00ff\n");

    assertThat(run(Map.of())).isZero();
    assertThat(copied()).isEqualTo(Map.of("/keptn/a b+c%.bin", "\u0000\u00ff\n"));
  }

  @Test
  void laterEntriesOverwriteEarlierOnes() {
    server.put("service", CONFIG, config("one", "/one"));
    server.put("service", "one", "1");

    assertThat(run(Map.of())).isZero();
    assertThat(copied()).isEqualTo(Map.of("/keptn/one", "1"));
  }

  @Test
  void directoriesAreOnlyForTheirOwner() throws IOException {
    server.put("service", CONFIG, config("a/b"));
    server.put("service", "a/b", "");

    run(Map.of());

    assertThat(PosixFilePermissions.toString(
            Files.getPosixFilePermissions(temporary.resolve("keptn/a"))))
        .isEqualTo("rwx------");
  }

  @Test
  void readsTheConfigurationAtTheCommitFirstOnServiceThenOnStageThenOnProject() {
    server.put("project", CONFIG, config());

    assertThat(run(Map.of("GIT_COMMIT_ID", "abc"))).isZero();
    String project = "/api/resource-service/v1/project/shop";
    assertThat(server.requests)
        .containsExactly(
            project + "/stage/dev/service/cart/resource/job%252Fconfig.yaml?gitCommitID=abc",
            project + "/stage/dev/resource/job%252Fconfig.yaml?gitCommitID=abc",
            project + "/resource/job%252Fconfig.yaml");
    assertThat(server.tokens).containsOnly("secret");
  }

  @Test
  void readsFilesAtTheCommitAndElseTheNewest() {
    server.commits.put("abc", Map.of(CONFIG, config("old", "new"), "old", "then"));
    server.put("service", "old", "now");
    server.put("service", "new", "now");

    assertThat(run(Map.of("GIT_COMMIT_ID", "abc"))).isZero();
    assertThat(copied()).isEqualTo(Map.of("/keptn/old", "then", "/keptn/new", "now"));
  }

  @ParameterizedTest
  @CsvSource({"../outside", "a/../../outside", "/../outside", "//etc/outside"})
  void refusesToWriteOutsideOfTheVolume(String entry) {
    server.put("service", CONFIG, config(entry));
    server.put("service", entry, "evil");

    assertThat(run(Map.of())).isEqualTo(255);
    assertThat(log).singleElement().asString().contains("would be written outside of");
    assertThat(temporary.resolve("outside")).doesNotExist();
  }

  @Test
  void refusesAListedResourceThatLeadsOutside() {
    server.put("service", CONFIG, config("a"));
    server.put("service", "a/../../outside", "evil");

    assertThat(run(Map.of())).isEqualTo(255);
    assertThat(temporary.resolve("outside")).doesNotExist();
  }

  @Test
  void anApiThatIsAwayForAMomentIsAskedAgain() {
    server.put("service", CONFIG, config());
    server.failures = 2;

    assertThat(run(Map.of())).isZero();
  }

  @Test
  void anApiThatFailsIsNotTakenForAMissingFile() {
    server.put("project", CONFIG, config());
    server.failures = 100;

    assertThat(run(Map.of())).isEqualTo(255);
    assertThat(log)
        .singleElement()
        .asString()
        .startsWith("Error while copying files: could not find config for job-executor-service: ")
        .contains("answered 503");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JOB_ACTION|other|255|Error while copying files: no action found with name 'other'",
        "JOB_TASK|other|255|Error while copying files: no task found with name 'other'",
        "AUTH_MODE|basic|1|AUTH_MODE must be token or oauth, not \"basic\"",
        "KEPTN_API_URL|ftp://x|1|KEPTN_API_URL must start with http:// or https://: ftp://x",
        "KEPTN_SERVICE|none|255|Error while copying files: could not find config for"
            + " job-executor-service: error retrieving job config: unable to find job"
            + " configuration",
      })
  void saysWhatIsWrong(String name, String value, int exit, String message) {
    server.put("service", CONFIG, config());

    assertThat(run(Map.of(name, value))).isEqualTo(exit);
    assertThat(log).containsExactly(message);
  }

  @Test
  void namesEveryVariableThatIsMissing() {
    assertThat(InitContainer.run(Map.of("KEPTN_STAGE", ""), temporary, log::add))
        .isEqualTo(1);
    assertThat(log)
        .singleElement()
        .asString()
        .startsWith("not set: KEPTN_API_URL, KEPTN_API_TOKEN,");
  }

  @Test
  void saysWhichConfigurationCannotBeRead() {
    server.put("service", CONFIG, "apiVersion: v1");

    assertThat(run(Map.of())).isEqualTo(255);
    assertThat(log)
        .containsExactly("Error while copying files: could not find config for"
            + " job-executor-service: apiVersion v1 is not supported, use v2");
  }

  static Stream<Arguments> cases() throws IOException {
    try (InputStream in =
        InitContainerTest.class.getResourceAsStream("/conformance/jobexec-file-cases.yaml")) {
      Map<String, Object> file = Json.freezeObject(new Yaml().<Map<String, Object>>load(in));
      return Json.list(file.get("cases")).stream()
          .map(Json::object)
          .map(one -> Arguments.of(one.get("id"), one));
    }
  }

  private int run(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(Map.of(
        "KEPTN_API_URL",
        server.url(),
        "KEPTN_API_TOKEN",
        "secret",
        "KEPTN_PROJECT",
        "shop",
        "KEPTN_STAGE",
        "dev",
        "KEPTN_SERVICE",
        "cart",
        "JOB_ACTION",
        "a",
        "JOB_TASK",
        "t"));
    environment.putAll(more);
    return InitContainer.run(environment, temporary.resolve("keptn"), log::add);
  }

  private static String config(String... files) {
    return Json.write(Map.of(
        "apiVersion",
        "v2",
        "actions",
        List.of(
            Map.of("name", "a", "tasks", List.of(Map.of("name", "t", "files", List.of(files)))))));
  }

  private Map<String, Object> copied() {
    Map<String, Object> copied = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(temporary)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        copied.put("/" + temporary.relativize(path), content);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return copied;
  }
}
