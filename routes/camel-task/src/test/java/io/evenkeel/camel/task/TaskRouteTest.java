package io.evenkeel.camel.task;

import static io.evenkeel.testkit.TestPlatform.await;
import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.Subscription;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** YAML routes that start from {@code task:}, on a real store. */
class TaskRouteTest {

  private static final String STARTED = "sh.keptn.event.action.started";
  private static final String FINISHED = "sh.keptn.event.action.finished";

  @TempDir
  private Path directory;

  private final List<Map<String, Object>> worked = new CopyOnWriteArrayList<>();
  private final CountDownLatch hold = new CountDownLatch(1);
  private boolean holding;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory);
  }

  @AfterEach
  void stop() {
    hold.countDown();
    node.stop();
  }

  @Test
  void aMatchingRouteStartsAndFinishesTheTask() {
    node.platform.publish(action("e-1", "scale", "2"));

    KeptnEvent finished = node.platform.awaitEvent("ctx", FINISHED);

    assertThat(finished.data())
        .isEqualTo(Map.of(
            "project", "shop",
            "stage", "prod",
            "service", "carts",
            "labels", Map.of("build", "7"),
            "status", "succeeded",
            "result", "pass",
            "message", "scaled carts to 2",
            "action", Map.of("gitCommit", "abc")));
    assertThat(finished.triggeredId()).isEqualTo("e-1");
    assertThat(finished.source()).isEqualTo("routes/scale");
    assertThat(types()).containsExactly("sh.keptn.event.action.triggered", STARTED, FINISHED);
  }

  @Test
  void theEnvelopeAndTheScopeArriveAsHeaders() {
    node.platform.publish(action("e-1", "scale", "2"));
    node.platform.awaitEvent("ctx", FINISHED);

    assertThat(worked.get(0))
        .containsEntry("CamelCloudEventID", "e-1")
        .containsEntry("CamelCloudEventType", "sh.keptn.event.action.triggered")
        .containsEntry("CamelCloudEventSource", "test")
        .containsEntry("KeptnProject", "shop")
        .containsEntry("KeptnStage", "prod")
        .containsEntry("KeptnContext", "ctx")
        .containsEntry("KeptnTask", "action")
        .containsEntry("KeptnResumed", false);
  }

  @Test
  void anEventThatNoRouteMatchesIsLeftToOthers() {
    node.platform.publish(action("e-1", "unknown", "2"));
    node.platform.publish(action("e-2", "scale", "2"));
    node.platform.awaitEvent("ctx", FINISHED);

    assertThat(node.platform.events("ctx"))
        .filteredOn(event -> event.triggeredId().equals("e-1"))
        .isEmpty();
  }

  @Test
  void anExceptionBecomesErroredWithItsMessage() {
    node.platform.publish(action("e-1", "break", "2"));

    assertThat(node.platform.awaitEvent("ctx", FINISHED).data())
        .containsEntry("status", "errored")
        .containsEntry("result", "fail")
        .containsEntry("message", "no room on node-1");
  }

  @Test
  void aResultThatDoesNotExistIsAnErrorOfTheRoute() {
    node.platform.publish(action("e-1", "wrong", "2"));

    assertThat(node.platform.awaitEvent("ctx", FINISHED).data())
        .containsEntry("status", "errored")
        .containsEntry(
            "message", "the route set KeptnResult to \"great\"; allowed are pass, warning, fail");
  }

  @Test
  void eachOfTwoMatchingRoutesIsAnExecutorOfItsOwn() {
    node.platform.publish(action("e-1", "scale", "7"));
    awaitUntil(this::types, types -> types.stream().filter(FINISHED::equals).count() == 2);

    assertThat(node.platform.events("ctx"))
        .filteredOn(event -> event.type().equals(STARTED))
        .extracting(KeptnEvent::source)
        .containsExactlyInAnyOrder("routes/scale", "routes/also-scale");
    assertThat(node.platform.events("ctx"))
        .filteredOn(event -> event.source().equals("routes/also-scale"))
        .filteredOn(event -> event.type().equals(FINISHED))
        .extracting(KeptnEvent::result)
        .containsExactly("warning");
  }

  @Test
  void theSameEventTwiceIsDoneOnce() {
    node.platform.publish(action("e-1", "scale", "2"));
    node.platform.publish(action("e-1", "scale", "2"));
    node.platform.publish(action("e-2", "scale", "2"));
    awaitUntil(this::types, types -> types.stream().filter(FINISHED::equals).count() == 2);

    assertThat(worked).hasSize(2);
  }

  @Test
  void workThatAStopInterruptedIsResumedAndFinishedOnce() throws Exception {
    holding = true;
    node.platform.publish(action("e-1", "scale", "2"));
    awaitUntil(() -> worked.size(), begun -> begun == 1);
    node.crash();

    holding = false;
    node = new Node(directory);
    node.platform.awaitEvent("ctx", FINISHED);

    assertThat(types()).containsExactly("sh.keptn.event.action.triggered", STARTED, FINISHED);
    assertThat(worked).hasSize(2);
    assertThat(worked.get(1)).containsEntry("KeptnResumed", true);
  }

  @Test
  void aConditionThatCannotBeReadIsQuoted() {
    assertThatThrownBy(() -> node.camel.getEndpoint("task:action?match=" + "$.data["))
        .hasStackTraceContaining("match: \"$.data[\" is not a condition");
  }

  @Test
  void aTaskNameWithADotIsRefused() {
    assertThatThrownBy(() -> node.camel.getEndpoint("task:a.b"))
        .hasStackTraceContaining("task:a.b is not the name of a task");
  }

  private List<String> types() {
    return node.platform.events("ctx").stream().map(KeptnEvent::type).toList();
  }

  private static KeptnEvent action(String id, String action, String value) {
    Map<String, Object> data = Map.of(
        "project", "shop",
        "stage", "prod",
        "service", "carts",
        "labels", Map.of("build", "7"),
        "action", Map.of("action", action, "value", value));
    return KeptnEvent.of(id, "sh.keptn.event.action.triggered", "test", Instant.now(), "ctx", data);
  }

  /** One process: a platform, a dispatcher and a Camel context with the routes. */
  private final class Node {
    private final CamelContext camel = new DefaultCamelContext();
    private final TaskDispatcher dispatcher;
    private final TestPlatform platform;

    Node(Path data) throws Exception {
      platform = TestPlatform.open(data);
      dispatcher = new TaskDispatcher(
          platform.platform(), Subscription.of("task-routes", "sh.keptn.event.*.triggered"));
      await(TaskDispatcher.prepare(platform.platform().database()));
      camel.getRegistry().bind("dispatcher", dispatcher);
      camel.getRegistry().bind("block", Map.of("gitCommit", "abc"));
      camel.addRoutes(new RouteBuilder() {
        @Override
        public void configure() {
          from("direct:work").process(exchange -> {
            worked.add(Map.copyOf(exchange.getMessage().getHeaders()));
            if (holding) {
              hold.await();
            }
          });
        }
      });
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.resolveResource(camel, "classpath:routes/tasks.camel.yaml"));
      camel.start();
      await(dispatcher.start());
    }

    /** Stops the process's effects at once, as {@code kill -9} would. */
    void crash() {
      dispatcher.stop();
      platform.close();
      hold.countDown();
      camel.stop();
    }

    void stop() {
      if (camel.isStarted()) {
        dispatcher.stop();
        camel.stop();
        platform.close();
      }
    }
  }
}
