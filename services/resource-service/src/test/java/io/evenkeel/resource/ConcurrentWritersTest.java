package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrentWritersTest {

  @TempDir
  Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyAcknowledgedWriteIsInTheHistoryInTheOrderItWasAsked(long seed) {
    try (RunningService service = RunningService.start(directory).withShop()) {
      Random random = new Random(seed);
      List<Map<String, String>> levels =
          List.of(at("shop"), at("shop", "dev"), at("shop", "prod", "cart"));
      List<List<Future<ApiResponse>>> answers =
          List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

      for (int i = 0; i < 60; i++) {
        int level = random.nextInt(levels.size());
        answers
            .get(level)
            .add(service.send(RunningService.upload(
                levels.get(level), "shared.txt", "w" + i, "own/" + i + ".txt", "w" + i)));
      }

      assertHistory(service, "master", answers.get(0));
      assertHistory(service, "dev", answers.get(1));
      assertHistory(service, "prod", answers.get(2));
      assertThat(service.git("shop", "fsck", "--strict")).isEmpty();
    }
  }

  @Test
  void oneOfManyWhoCreateTheSameProjectSucceeds() {
    try (RunningService service = RunningService.start(directory)) {
      List<Future<ApiResponse>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(
            service.send(ApiRequest.of("createProject", Map.of(), "{\"projectName\":\"shop\"}")));
      }

      List<Integer> statuses =
          answers.stream().map(answer -> TestPlatform.await(answer).status()).toList();

      assertThat(statuses)
          .containsOnlyOnce(204)
          .filteredOn(status -> status == 409)
          .hasSize(9);
    }
  }

  private static void assertHistory(
      RunningService service, String branch, List<Future<ApiResponse>> answers) {
    List<String> acknowledged =
        answers.stream().map(TestPlatform::await).map(RunningService::commit).toList();

    assertThat(service.git("shop", "log", "--reverse", "--format=%H", branch).lines())
        .containsSubsequence(acknowledged)
        .endsWith(acknowledged.get(acknowledged.size() - 1));
  }
}
