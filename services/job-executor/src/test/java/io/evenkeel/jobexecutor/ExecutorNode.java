package io.evenkeel.jobexecutor;

import static io.evenkeel.testkit.TestPlatform.await;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.tracing.Tracing;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One process with the job executor in it, and a resource service that holds files in memory. */
final class ExecutorNode implements AutoCloseable {

  /** Files by level, e.g. {@code shop/prod/carts}, and the status to answer instead. */
  final Map<String, String> files = new ConcurrentHashMap<>();

  final Map<String, Integer> failures = new ConcurrentHashMap<>();
  final AtomicInteger asked = new AtomicInteger();
  final TestPlatform platform;
  private final String deployment;

  ExecutorNode(Path data, Map<String, String> environment) {
    this(data, environment, Tracing.OFF);
  }

  ExecutorNode(Path data, Map<String, String> environment, Tracing tracing) {
    Map<String, String> complete = new HashMap<>(environment);
    complete.put("EVENKEEL_DATA", data.toString());
    platform = TestPlatform.open(data, complete);
    await(platform
        .platform()
        .api()
        .serve("resource-service", Map.of("getResource", this::getResource)));
    JobExecutorConfig config = JobExecutorConfig.from(platform.platform().settings());
    deployment = await(platform
        .vertx()
        .deployVerticle(new JobExecutorVerticle(with(platform.platform(), tracing), config)));
  }

  private static Platform with(Platform all, Tracing tracing) {
    return new Platform(
        all.vertx(),
        all.database(),
        all.mesh(),
        all.timers(),
        all.api(),
        all.clock(),
        all.settings(),
        all.readiness(),
        all.metrics(),
        tracing);
  }

  /** The answer of {@code getRoutes}, by file. */
  Map<String, Map<String, Object>> routes() {
    ApiResponse answer = await(platform
        .platform()
        .api()
        .call(JobExecutorVerticle.SERVICE, ApiRequest.of("getRoutes", Map.of())));
    Map<String, Map<String, Object>> byName = new HashMap<>();
    Json.list(answer.object().get("files"))
        .forEach(file -> byName.put(Json.text(Json.object(file).get("file")), Json.object(file)));
    return byName;
  }

  /** What {@code getRoutes} says about one file; empty if it is not there. */
  Map<String, Object> file(String name) {
    return routes().getOrDefault(name, Map.of());
  }

  KeptnEvent trigger(String id, String task, Map<String, Object> more) {
    Map<String, Object> data = new HashMap<>(more);
    data.putAll(Map.of("project", "shop", "stage", "prod", "service", "carts"));
    KeptnEvent event = KeptnEvent.of(
        id, "sh.keptn.event." + task + ".triggered", "test", Instant.now(), "ctx-" + id, data);
    platform.publish(event);
    return event;
  }

  KeptnEvent finished(KeptnEvent triggered) {
    String type = triggered.type().replace(".triggered", ".finished");
    return platform.awaitEvent(triggered.context(), type);
  }

  List<String> types(KeptnEvent triggered) {
    return platform.events(triggered.context()).stream().map(KeptnEvent::type).toList();
  }

  private Future<ApiResponse> getResource(ApiRequest request) {
    String level = String.join(
            "/", request.path("project"), request.path("stage"), request.path("service"))
        .replaceAll("/+$", "");
    asked.incrementAndGet();
    Integer failure = failures.get(level);
    if (failure != null) {
      return Future.succeededFuture(ApiResponse.error(failure, "out of order"));
    }
    String file = files.get(level);
    if (file == null) {
      return Future.succeededFuture(ApiResponse.error(404, "Resource not found"));
    }
    String content = Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8));
    return Future.succeededFuture(ApiResponse.json(
        200, Map.of("resourceURI", request.path("uri"), "resourceContent", content)));
  }

  /** Stops in an orderly way: what runs is resumed by the next node on the same directory. */
  @Override
  public void close() {
    await(platform.vertx().undeploy(deployment));
    platform.close();
  }

  /** Stops without telling anybody, as {@code kill -9} would. */
  void crash() {
    platform.close();
  }
}
