package io.evenkeel.kit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.ServiceApi;
import io.evenkeel.kit.Settings;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three members of a real cluster, in one JVM. */
class ClusterTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir
  static Path directory;

  private static Cluster caller;
  private static Cluster first;
  private static Cluster second;

  @BeforeAll
  static void join() {
    caller = member("caller");
    first = member("first");
    second = member("second");
    awaitUntil(() -> caller.nodes().size() == 3);
  }

  @AfterAll
  static void leave() {
    second.close();
    first.close();
    caller.close();
  }

  private static Cluster member(String name) {
    return Cluster.join(
        name,
        ClusterConfig.from(
            Settings.of(Map.of("EVENKEEL_CLUSTER_DIRECTORY", directory.toString()))));
  }

  @Test
  void replicasShareTheCallsOfOthers() {
    serve(first, "shared", request -> answer("first"));
    serve(second, "shared", request -> answer("second"));

    Set<String> answered = new HashSet<>();
    awaitUntil(() -> {
      answered.add(call("shared", "look"));
      return answered.size() == 2;
    });

    assertThat(answered).containsExactlyInAnyOrder("first", "second");
  }

  @Test
  void aCallWaitsForAServiceThatIsNotThereYet() {
    Future<ApiResponse> early = api(caller).call("late", ApiRequest.of("look", Map.of()));

    serve(first, "late", request -> answer("here"));

    assertThat(await(early).body()).contains("here");
  }

  @Test
  void aCallWhoseReceiverLeavesEndsAtOnceAndIsNotMadeTwice() {
    AtomicInteger received = new AtomicInteger();
    Cluster leaving = member("leaving");
    serve(leaving, "mortal", request -> {
      if (request.operation().equals("look")) {
        return answer("leaving");
      }
      received.incrementAndGet();
      return Future.future(never -> {});
    });
    // A receipt that waits for its connection would be lost with the one that leaves.
    assertThat(call("mortal", "look")).isEqualTo("leaving");
    Future<ApiResponse> pending = api(caller).call("mortal", ApiRequest.of("change", Map.of()));
    awaitUntil(() -> received.get() == 1);

    leaving.close();

    ApiResponse answered = await(pending);
    assertThat(answered.status()).isEqualTo(503);
    assertThat(answered.body()).contains("stopped before it answered");
    assertThat(received).hasValue(1);
  }

  @Test
  void whoWithdrawsAnswersWhatItHasAndGetsNothingNew() {
    Cluster leaving = member("leaving");
    AtomicInteger received = new AtomicInteger();
    serve(leaving, "moving", request -> {
      received.incrementAndGet();
      return leaving.vertx().timer(300, TimeUnit.MILLISECONDS).compose(late -> answer("old"));
    });
    Future<ApiResponse> running = api(caller).call("moving", ApiRequest.of("look", Map.of()));
    awaitUntil(() -> received.get() == 1);
    serve(first, "moving", request -> answer("new"));

    await(leaving.withdraw());

    assertThat(running.isComplete()).isTrue();
    assertThat(running.result().body()).contains("old");
    for (int i = 0; i < 10; i++) {
      assertThat(call("moving", "look")).isEqualTo("new");
    }
    leaving.close();
  }

  private static void serve(
      Cluster cluster, String service, Function<ApiRequest, Future<ApiResponse>> operation) {
    await(api(cluster).serve(service, Map.of("look", operation, "change", operation)));
  }

  private static ServiceApi api(Cluster cluster) {
    return new ServiceApi(cluster.vertx(), Duration.ofSeconds(10));
  }

  private static Future<ApiResponse> answer(String name) {
    return Future.succeededFuture(ApiResponse.json(200, Map.of("by", name)));
  }

  private static String call(String service, String operation) {
    String body =
        await(api(caller).call(service, ApiRequest.of(operation, Map.of()))).body();
    return body.replaceAll(".*\"by\":\"(\\w+)\".*", "$1");
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError("no answer after " + PATIENCE, late);
    }
  }

  private static void awaitUntil(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("still waiting").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
