package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.metrics.Metrics;
import io.evenkeel.kit.tracing.OtlpReceiver;
import io.evenkeel.kit.tracing.OtlpReceiver.Received;
import io.evenkeel.kit.tracing.TraceIds;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one store, each with a Vert.x and an SDK of its own, and a real receiver. */
class PostgresTracesTest {

  private static final String CONTEXT = "0f8fad5b-d9cb-469f-a165-70867728950e";
  private static final String SENDER = "00-11111111111111111111111111111111-2222222222222222-01";

  @Test
  void whatTwoNodesDoForAContextIsOneTrace(@TempDir Path directory) throws Exception {
    Vertx collector = Vertx.vertx();
    OtlpReceiver receiver = await(OtlpReceiver.start(collector));
    TestStore store = TestStore.postgres();
    Platform two = node("two", directory, store, receiver);
    await(two.api().serve("files", Map.of("getHeads", this::heads)));
    await(two.mesh()
        .subscribe(Subscription.of("worker", "sh.keptn.event.work.triggered"), event -> two.api()
            .call("files", ApiRequest.of("getHeads", Map.of()))
            .map(read -> answer(event))));
    // Nodes that are not clustered learn of each other's subscribers when they start.
    Platform one = node("one", directory, store, receiver);
    await(one.mesh().transaction(outbox -> {
      outbox.publish(event(), SENDER);
      return Future.succeededFuture();
    }));

    List<Received> spans = settled(receiver, "decide", "publish work.finished");
    await(one.close(List.of()));
    await(two.close(List.of()));
    await(Future.join(one.vertx().close(), two.vertx().close(), collector.close()));

    assertThat(spans).extracting(Received::trace).containsOnly(TraceIds.trace(CONTEXT));
    Received sent = find(spans, "publish work.triggered");
    Received taken = find(spans, "deliver work.triggered to worker");
    assertThat(sent.service()).isEqualTo("one");
    assertThat(sent.parent()).isEmpty();
    assertThat(sent.links()).containsExactly("1".repeat(32));
    assertThat(taken.service()).isEqualTo("two");
    assertThat(taken.parent()).isEqualTo(sent.id());
    for (String followed : List.of("decide", "publish work.finished", "files getHeads")) {
      assertThat(find(spans, followed).parent()).as(followed).isEqualTo(taken.id());
    }
  }

  private static Platform node(String name, Path directory, TestStore store, OtlpReceiver receiver)
      throws Exception {
    Settings settings = Settings.of(Map.of(
        "EVENKEEL_STORE",
        store.config().address(),
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        receiver.address(),
        "OTEL_BSP_SCHEDULE_DELAY",
        "50"));
    return await(
        Service.platform(Vertx.vertx(), directory, settings, new Readiness(), new Metrics(), name));
  }

  private Future<ApiResponse> heads(ApiRequest request) {
    return Future.succeededFuture(ApiResponse.json(200, Map.of()));
  }

  private Completion answer(KeptnEvent event) {
    return outbox -> {
      outbox.publish(event.answer("finished", "worker", Instant.now(), event.data()));
      return Future.succeededFuture();
    };
  }

  private static KeptnEvent event() {
    return KeptnEvent.of(
        "e-1",
        "sh.keptn.event.work.triggered",
        "test",
        Instant.now(),
        CONTEXT,
        Map.of("project", "p", "stage", "s", "service", "x"));
  }

  /** The spans, once there are these among them and the delivery they follow from. */
  private static List<Received> settled(OtlpReceiver receiver, String... names) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    List<String> wanted = new ArrayList<>(List.of(names));
    wanted.add("deliver work.triggered to worker");
    while (System.nanoTime() < end
        && !receiver.spans().stream().map(Received::name).toList().containsAll(wanted)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return receiver.spans();
  }

  private static Received find(List<Received> spans, String name) {
    return spans.stream()
        .filter(span -> span.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " among " + spans));
  }
}
