package io.evenkeel.playground.metrics;

import io.evenkeel.playground.cluster.PodTarget;
import io.evenkeel.playground.promql.Labels;
import io.evenkeel.playground.promql.Sample;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every target's page once a round and appends what it says to the store, with {@code up} 1
 * or 0. A series that a page no longer has, or whose target is gone, ends. Confined to one context.
 */
final class Scraper {

  private static final Logger LOG = LoggerFactory.getLogger(Scraper.class);
  static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final HttpClient http;
  private final Supplier<List<PodTarget>> pods;
  private final SeriesStore store;
  private final Clock clock;
  private final ScrapeTargets discovery = new ScrapeTargets();
  private Map<Labels, TargetHealth> health = new HashMap<>();

  Scraper(HttpClient http, Supplier<List<PodTarget>> pods, SeriesStore store, Clock clock) {
    this.http = http;
    this.pods = pods;
    this.store = store;
    this.clock = clock;
  }

  /** The targets of the last round. */
  List<TargetHealth> targets() {
    return List.copyOf(health.values());
  }

  /** One round; ends when every target has answered or failed, and never fails itself. */
  Future<Void> round() {
    Map<Labels, TargetHealth> known = health;
    health = new HashMap<>();
    List<Future<Void>> scrapes = discovery.find(pods.get()).stream()
        .map(target -> scrape(
            known.getOrDefault(target.labels(), TargetHealth.unknown(target)).movedTo(target)))
        .toList();
    long now = clock.millis();
    known.forEach((labels, gone) -> {
      if (!health.containsKey(labels)) {
        store.end(gone.series(), now);
      }
    });
    store.prune(now);
    return Future.join(scrapes).mapEmpty();
  }

  private Future<Void> scrape(TargetHealth before) {
    ScrapeTarget target = before.target();
    health.put(target.labels(), before);
    long start = clock.millis();
    return page(target)
        .map(TextFormat::parse)
        .map(samples -> record(before, samples, start, ""))
        .otherwise(failure -> record(before, List.of(), start, reason(failure)))
        .onSuccess(after -> health.replace(target.labels(), after))
        .mapEmpty();
  }

  private Future<String> page(ScrapeTarget target) {
    return http.request(HttpMethod.GET, target.port(), "127.0.0.1", "/metrics")
        .compose(request -> request.send())
        .compose(Scraper::body)
        .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Future<String> body(HttpClientResponse response) {
    return response.statusCode() == 200
        ? response.body().map(Buffer::toString)
        : Future.failedFuture("server returned HTTP status " + response.statusCode());
  }

  private TargetHealth record(TargetHealth before, List<Sample> samples, long start, String error) {
    ScrapeTarget target = before.target();
    Set<Labels> seen = new HashSet<>();
    for (Sample sample : samples) {
      Labels labels = sample.labels().withAll(target.labels().values());
      if (store.append(labels, start, sample.value())) {
        seen.add(labels);
      }
    }
    Set<Labels> ended = new HashSet<>(before.series());
    ended.removeAll(seen);
    double seconds = (clock.millis() - start) / 1000.0;
    Set<Labels> about = about(target, start, error.isEmpty() ? 1 : 0, seconds);
    ended.removeAll(about);
    store.end(ended, start);
    if (!error.isEmpty() && before.error().isEmpty()) {
      LOG.atWarn()
          .addKeyValue("job", target.job())
          .addKeyValue("error", error)
          .log("cannot scrape metrics");
    }
    seen.addAll(about);
    return new TargetHealth(target, Set.copyOf(seen), start, seconds, error, true);
  }

  private Set<Labels> about(ScrapeTarget target, long time, double up, double seconds) {
    Labels upLabels = target.labels().with(Labels.NAME, "up");
    Labels durationLabels = target.labels().with(Labels.NAME, "scrape_duration_seconds");
    store.append(upLabels, time, up);
    store.append(durationLabels, time, seconds);
    return Set.of(upLabels, durationLabels);
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
