package io.evenkeel.bench;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Integrations with nothing to do, at the pace of the original's SDK: each asks for events of its
 * own type every second and gives a sign of life every five.
 */
final class PollLoad {

  private static final int INTEGRATIONS = 200;
  private static final double POLLS_PER_SECOND = 1;
  private static final double PINGS_PER_SECOND = 0.2;
  private static final double MOST_OF_A_CORE = 10;

  private final Workbench bench;
  private final int integrations;
  private final List<String> ids = new ArrayList<>();
  private int polled;
  private int pinged;

  PollLoad(Workbench bench) {
    this(bench, INTEGRATIONS);
  }

  PollLoad(Workbench bench, int integrations) {
    this.bench = bench;
    this.integrations = integrations;
  }

  List<Figure> run() {
    for (int index = 0; index < integrations; index++) {
      JsonObject registration = registration(index);
      ids.add(bench
          .await(() -> bench.api().post("/controlPlane/v1/uniform/registration", registration))
          .getString("id"));
    }
    Pace polls = new Pace(integrations * POLLS_PER_SECOND, due -> poll());
    Pace pings = new Pace(integrations * PINGS_PER_SECOND, due -> ping());
    keep(polls, pings, bench.warmUp());
    Usage before = bench.processes().usage();
    keep(polls, pings, bench.duration());
    Usage used = bench.processes().usage().since(before);
    ids.forEach(
        id -> bench.await(() -> bench.api().delete("/controlPlane/v1/uniform/registration/" + id)));
    double share = 100 * (used.server() + used.database()) / used.seconds();
    return List.of(
        Figure.atMost("polls_cpu", share, "% of a core", MOST_OF_A_CORE),
        Figure.of("polls_rate", integrations * (POLLS_PER_SECOND + PINGS_PER_SECOND), "/s"),
        Figure.atMost("polls_failed", polls.failures() + (double) pings.failures(), "", 0));
  }

  private void keep(Pace polls, Pace pings, Duration time) {
    bench.await(() -> Future.all(polls.keep(bench.loop(), time), pings.keep(bench.loop(), time)));
  }

  private static JsonObject registration(int index) {
    return new JsonObject()
        .put("name", "bench-" + index)
        .put(
            "metadata",
            new JsonObject()
                .put("hostname", "bench")
                .put("integrationversion", "1.0.0")
                .put("distributorversion", "1.0.0")
                .put("location", "remote-execution-plane")
                .put("kubernetesmetadata", new JsonObject().put("namespace", "bench")))
        .put(
            "subscriptions",
            new JsonArray()
                .add(new JsonObject().put("event", type(index)).put("filter", new JsonObject())));
  }

  private static String type(int index) {
    return "sh.keptn.event.bench-%d.triggered".formatted(index);
  }

  private Future<Void> poll() {
    String type = type(polled++ % integrations);
    return bench.api().get("/controlPlane/v1/event/triggered/" + type).mapEmpty();
  }

  private Future<Void> ping() {
    String id = ids.get(pinged++ % integrations);
    return bench
        .api()
        .put("/controlPlane/v1/uniform/registration/" + id + "/ping")
        .mapEmpty();
  }
}
