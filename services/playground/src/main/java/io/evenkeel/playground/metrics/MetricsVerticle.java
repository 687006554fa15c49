package io.evenkeel.playground.metrics;

import io.evenkeel.playground.cluster.PodTarget;
import io.evenkeel.playground.promql.PromQlException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Scrapes the pods at a fixed interval and answers Prometheus' HTTP API on loopback. */
public final class MetricsVerticle extends VerticleBase {

  private static final long BODY_BYTES_MAX = 1 << 20;

  private final MetricsConfig config;
  private final Supplier<List<PodTarget>> pods;
  private final SeriesStore store;
  private final QueryApi api;
  private Scraper scraper;
  private HttpServer server;
  private boolean scraping;

  /**
   * Makes the backend; deploying it starts it.
   *
   * @param pods the pods that are ready now
   */
  @SuppressWarnings("NullAway.Init") // Vert.x calls start before anything else.
  public MetricsVerticle(MetricsConfig config, Supplier<List<PodTarget>> pods) {
    this.config = config;
    this.pods = pods;
    this.store = new SeriesStore(config.retention());
    this.api = new QueryApi(store);
  }

  /** The API's port; known once the verticle is deployed. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public Future<?> start() {
    scraper = new Scraper(vertx.createHttpClient(), pods, store, config.clock());
    server = vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(config.port()))
        .requestHandler(routes());
    vertx.setPeriodic(0, config.scrapeInterval().toMillis(), timer -> scrape());
    return server.listen();
  }

  private void scrape() {
    if (!scraping) { // A slow round is not overtaken by the next one.
      scraping = true;
      scraper.round().onComplete(done -> scraping = false);
    }
  }

  private Router routes() {
    Router router = Router.router(vertx);
    router.get("/-/ready").handler(context -> text(context, "Prometheus Server is Ready.\n"));
    router.get("/-/healthy").handler(context -> text(context, "Prometheus Server is Healthy.\n"));
    router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
    query(router, "/api/v1/query", api::query);
    query(router, "/api/v1/query_range", api::queryRange);
    query(router, "/api/v1/series", api::series);
    query(router, "/api/v1/labels", api::labelNames);
    router
        .get("/api/v1/label/:name/values")
        .handler(context ->
            answer(context, parameters -> api.labelValues(context.pathParam("name"), parameters)));
    router.get("/api/v1/targets").handler(context -> answer(context, ignored -> targets()));
    router
        .get("/api/v1/status/buildinfo")
        .handler(context ->
            answer(context, ignored -> new JsonObject().put("version", "3.0.0-playground")));
    return router;
  }

  private void query(Router router, String path, Function<ApiParameters, Object> body) {
    router.get(path).handler(context -> answer(context, body));
    router.post(path).handler(context -> answer(context, body));
  }

  private void answer(RoutingContext context, Function<ApiParameters, Object> body) {
    ApiParameters parameters =
        new ApiParameters(context.request().params(), config.clock().millis());
    parameters.values().addAll(context.request().formAttributes());
    try {
      json(
          context,
          200,
          new JsonObject().put("status", "success").put("data", body.apply(parameters)));
    } catch (IllegalArgumentException badData) {
      fail(context, 400, "bad_data", badData);
    } catch (PromQlException failure) {
      boolean badData = failure.kind() == PromQlException.Kind.BAD_DATA;
      fail(context, badData ? 400 : 422, failure.kind().errorType(), failure);
    }
  }

  private JsonObject targets() {
    JsonArray active = new JsonArray();
    scraper
        .targets()
        .forEach(health -> active.add(new JsonObject()
            .put("discoveredLabels", new JsonObject())
            .put("labels", ApiJson.labels(health.target().labels()))
            .put("scrapePool", health.target().job())
            .put("scrapeUrl", health.target().url())
            .put("globalUrl", "http://127.0.0.1:" + health.target().port() + "/metrics")
            .put("lastError", health.error())
            .put("lastScrape", Instant.ofEpochMilli(health.scraped()).toString())
            .put("lastScrapeDuration", health.seconds())
            .put("health", health.state())
            .put("scrapeInterval", config.scrapeInterval().toMillis() + "ms")
            .put("scrapeTimeout", Scraper.TIMEOUT.toSeconds() + "s")));
    return new JsonObject().put("activeTargets", active).put("droppedTargets", new JsonArray());
  }

  private static void fail(RoutingContext context, int status, String type, Exception failure) {
    json(
        context,
        status,
        new JsonObject()
            .put("status", "error")
            .put("errorType", type)
            .put("error", failure.getMessage()));
  }

  private static void json(RoutingContext context, int status, JsonObject body) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body.toBuffer());
  }

  private static void text(RoutingContext context, String body) {
    context.response().putHeader("Content-Type", "text/plain; charset=utf-8").end(body);
  }
}
