package io.evenkeel.jobexecutor;

import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.event.KeptnEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route files as an operator edits them, while the service runs. */
class RouteFilesTest {

  @TempDir
  private Path data;

  private ExecutorNode node;

  @BeforeEach
  void start() {
    node = new ExecutorNode(data, Map.of());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void whatShipsIsWhatTheRepositoryHolds() throws IOException {
    Path repository = Path.of("../../routes");
    try (Stream<Path> tree = Files.walk(repository, 2)) {
      assertThat(tree.filter(path -> path.toString().endsWith(RouteFiles.SUFFIX))
              .map(path -> repository.relativize(path).toString()))
          .containsExactlyInAnyOrderElementsOf(ShippedRoutes.FILES);
    }
  }

  @Test
  void whatShipsIsUnpackedAndRuns() {
    assertThat(node.routes().keySet()).containsExactlyInAnyOrderElementsOf(ShippedRoutes.FILES);
    assertThat(node.routes().values())
        .allSatisfy(file -> assertThat(file).containsEntry("state", "running"));
  }

  @Test
  void editsAndDeletionsOfTheOperatorSurviveARestart() throws IOException {
    Files.delete(data.resolve("routes/helm/rollback.camel.yaml"));
    write("notify/log.camel.yaml", greeting("notify-log", "mine"));
    node.close();

    node = new ExecutorNode(data, Map.of());

    assertThat(node.routes()).doesNotContainKey("helm/rollback.camel.yaml");
    assertThat(Files.readString(data.resolve("routes/notify/log.camel.yaml"))).contains("mine");
  }

  @Test
  void anEditedFileIsLive() throws IOException {
    write("greet.camel.yaml", greeting("greet", "one"));
    awaitState("greet.camel.yaml", "running");
    assertThat(greet("e-1")).isEqualTo("one");

    write("greet.camel.yaml", greeting("greet", "two"));

    awaitUntil(new Attempts()::message, "two"::equals);
  }

  @Test
  void noTaskIsLostWhileItsRouteIsReplacedAgainAndAgain() throws IOException {
    write("greet.camel.yaml", greeting("greet", "one"));
    awaitState("greet.camel.yaml", "running");
    List<KeptnEvent> triggered = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      write("greet.camel.yaml", greeting("greet", "version " + i));
      for (int j = 0; j < 5; j++) {
        triggered.add(node.trigger("e-" + i + "-" + j, "greet", Map.of()));
      }
    }

    for (KeptnEvent event : triggered) {
      assertThat(node.finished(event).result()).isEqualTo("pass");
      assertThat(node.types(event)).hasSize(3);
    }
  }

  @Test
  void aRemovedFileTakesItsRoutesAway() throws IOException {
    write("greet.camel.yaml", greeting("greet", "one"));
    awaitState("greet.camel.yaml", "running");
    Files.delete(data.resolve("routes/greet.camel.yaml"));
    awaitUntil(node::routes, routes -> !routes.containsKey("greet.camel.yaml"));

    KeptnEvent unheard = node.trigger("e-1", "greet", Map.of());
    write("other.camel.yaml", greeting("other", "x").replace("task:greet", "task:other"));
    awaitState("other.camel.yaml", "running");
    node.finished(node.trigger("e-2", "other", Map.of()));

    assertThat(node.types(unheard)).containsExactly("sh.keptn.event.greet.triggered");
  }

  @Test
  void aRouteThatLeavesItsFileStops() throws IOException {
    write("greet.camel.yaml", greeting("greet", "one") + greeting("bye", "two"));
    awaitState("greet.camel.yaml", "running");

    write("greet.camel.yaml", greeting("bye", "two"));

    awaitUntil(() -> node.file("greet.camel.yaml").get("routes"), List.of("bye")::equals);
  }

  @Test
  void aBrokenFileIsQuarantinedWithLineAndReasonWhileTheOthersRunOn() throws IOException {
    write("greet.camel.yaml", greeting("greet", "one"));
    write("broken.camel.yaml", """
        - route:
            id: broken
            from:
              uri: task:broken
              steps:
                - to: "helm:upgarde"
        """);
    awaitState("broken.camel.yaml", "quarantined");

    assertThat(node.file("broken.camel.yaml"))
        .containsEntry("line", 6L)
        .containsEntry("routes", List.of())
        .extractingByKey("problem")
        .asString()
        .contains("helm:upgarde is unknown");
    awaitState("greet.camel.yaml", "running");
    assertThat(greet("e-1")).isEqualTo("one");
  }

  @Test
  void whatIsNotYamlIsQuarantinedWithItsLine() throws IOException {
    write("broken.camel.yaml", "- route:\n    id: x\n   from: {uri: task:x}\n");
    awaitState("broken.camel.yaml", "quarantined");

    assertThat(node.file("broken.camel.yaml")).containsEntry("line", 3L);
  }

  @Test
  void anUnknownStepIsQuarantinedWithItsLine() throws IOException {
    write("broken.camel.yaml", """
        - route:
            id: broken
            from:
              uri: task:broken
              steps:
                - log: hello
                - setHaeder: {name: x, constant: y}
        """);
    awaitState("broken.camel.yaml", "quarantined");

    assertThat(node.file("broken.camel.yaml"))
        .containsEntry("line", 7L)
        .extractingByKey("problem")
        .asString()
        .contains("setHaeder");
  }

  @Test
  void aStepThatCannotBeMadeIsQuarantinedWithItsLine() throws IOException {
    write("broken.camel.yaml", """
        - route:
            id: broken
            from:
              uri: task:broken
              steps:
                - log: hello
                - doTry:
                    steps:
                      - to: "log:fine"
                      - to: "nowhere:to-go"
                    doCatch:
                      - exception: [java.lang.Exception]
        - route:
            id: broken-too
            from:
              uri: task:broken
              steps:
                - setBody: {simple: "${body"}
        """);
    awaitState("broken.camel.yaml", "quarantined");
    assertThat(node.file("broken.camel.yaml")).containsEntry("line", 10L);

    Path file = data.resolve("routes/broken.camel.yaml");
    write("broken.camel.yaml", Files.readString(file).replace("nowhere:to-go", "log:to-go"));

    awaitUntil(
        () -> node.file("broken.camel.yaml").getOrDefault("line", 0L), Long.valueOf(18)::equals);
  }

  @Test
  void aBrokenEditLeavesRunningWhatRanBefore() throws IOException {
    write("greet.camel.yaml", greeting("greet", "one"));
    awaitState("greet.camel.yaml", "running");

    write("greet.camel.yaml", greeting("greet", "two") + "  nonsense");
    awaitState("greet.camel.yaml", "quarantined");

    assertThat(node.file("greet.camel.yaml")).containsEntry("routes", List.of("greet"));
    assertThat(greet("e-1")).isEqualTo("one");
  }

  @Test
  void anIdOfAnotherFileIsRefusedAndAcceptedOnceItIsFree() throws IOException {
    write("greet.camel.yaml", greeting("greet", "one"));
    awaitState("greet.camel.yaml", "running");
    write("same.camel.yaml", greeting("greet", "two"));
    awaitState("same.camel.yaml", "quarantined");
    assertThat(node.file("same.camel.yaml"))
        .containsEntry("problem", "the route id \"greet\" is used by greet.camel.yaml");

    Files.delete(data.resolve("routes/greet.camel.yaml"));

    awaitState("same.camel.yaml", "running");
  }

  @Test
  void aRouteWithoutAnIdIsRefused() throws IOException {
    write("anonymous.camel.yaml", "- from: {uri: task:x, steps: [{log: x}]}\n");
    awaitState("anonymous.camel.yaml", "quarantined");

    assertThat(node.file("anonymous.camel.yaml").get("problem"))
        .asString()
        .startsWith("a route needs an id");
  }

  private void awaitState(String file, String state) {
    awaitUntil(
        () -> node.routes().getOrDefault(file, Map.of()).getOrDefault("state", "absent"),
        state::equals);
  }

  private String greet(String id) {
    return node.finished(node.trigger(id, "greet", Map.of())).message();
  }

  /** As the README says: written aside and renamed. */
  private void write(String name, String content) throws IOException {
    Path target = data.resolve("routes").resolve(name);
    Path aside = Files.writeString(data.resolve("aside.tmp"), content);
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String greeting(String id, String message) {
    return """
        - route:
            id: %s
            from:
              uri: task:greet
              steps:
                - setHeader: {name: KeptnMessage, constant: "%s"}
        """.formatted(id, message);
  }

  private final class Attempts {
    private int count;

    String message() {
      return greet("attempt-" + count++);
    }
  }
}
