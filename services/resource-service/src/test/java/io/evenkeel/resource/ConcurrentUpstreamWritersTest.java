package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many writers, somebody else who pushes to the upstream, and a restart in the middle. */
class ConcurrentUpstreamWritersTest extends UpstreamShop {

  private static final int WRITES = 24;

  private final List<Future<ApiResponse>> answers = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void everyAcknowledgedWriteIsOnTheUpstreamInTheOrderItWasAsked(long seed) {
    Random random = new Random(seed);
    shop();
    writeAll(random);
    String foreign = pushFromElsewhere();
    int awaited = WRITES / 2 + random.nextInt(WRITES / 2);
    answers.subList(0, awaited).forEach(TestPlatform::await);

    service.close();
    service = RunningService.start(directory);
    writeAll(random);
    answers.subList(WRITES, 2 * WRITES).forEach(TestPlatform::await);

    List<String> acknowledged = answers.stream()
        .filter(answer -> answer.succeeded() && answer.result().status() == 201)
        .map(answer -> RunningService.commit(answer.result()))
        .toList();
    List<String> upstream = upstreamLog();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(awaited + WRITES);
    assertThat(upstream).containsSubsequence(acknowledged).contains(foreign);
    assertThat(service.git("shop", "log", "--reverse", "--format=%H", "dev").lines())
        .containsExactlyElementsOf(upstream);
    assertThat(service.git("shop", "fsck", "--strict", "--no-dangling")).isEmpty();
  }

  private void writeAll(Random random) {
    for (int i = 0; i < WRITES; i++) {
      answers.add(service.send(RunningService.upload(
          random.nextBoolean() ? at("shop", "dev") : at("shop", "dev", "cart"),
          "shared.txt",
          "w" + random.nextInt(),
          "own/" + answers.size(),
          "w")));
    }
  }

  /** A commit of somebody who clones and pushes, until it gets through. */
  private String pushFromElsewhere() {
    Path clone = upstreams.resolve("clone");
    run(
        "git",
        "clone",
        "-q",
        "-b",
        "dev",
        upstreams.resolve("shop.git").toString(),
        clone.toString());
    in(clone, "commit", "-q", "--allow-empty", "-m", "from elsewhere");
    for (int attempt = 1; ; attempt++) {
      try {
        in(clone, "pull", "-q", "--rebase");
        in(clone, "push", "-q", "origin", "dev");
        return in(clone, "rev-parse", "HEAD");
      } catch (AssertionError | RuntimeException overtaken) {
        assertThat(attempt).as(overtaken.toString()).isLessThan(30);
      }
    }
  }

  private List<String> upstreamLog() {
    return in(upstreams.resolve("shop.git"), "log", "--reverse", "--format=%H", "dev")
        .lines()
        .toList();
  }

  /** What {@code git} says to these words in a repository. */
  private static String in(Path repository, String... words) {
    List<String> command = new ArrayList<>(
        List.of("git", "-C", repository.toString(), "-c", "user.name=o", "-c", "user.email=o@o"));
    command.addAll(List.of(words));
    return RunningService.run(command);
  }

  private static String run(String... command) {
    return RunningService.run(List.of(command));
  }
}
