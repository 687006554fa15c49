package io.evenkeel.kit.metrics;

import io.evenkeel.kit.Blocking;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one process. Counting costs a look into a map and an addition; everything else
 * happens when somebody looks.
 *
 * <p>A metric has at most {@value #MOST_CHILDREN} combinations of label values; what comes after
 * those is counted under {@code other}, so that no client can fill the memory.
 */
public final class Metrics {

  static final int MOST_CHILDREN = 300;

  private static final int FRESH_SECONDS = 10;
  private static final int PATIENCE_SECONDS = 2;
  private static final String OTHER = "other";
  private static final Duration[] REQUEST_BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };
  private static final Duration[] SEQUENCE_BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(6),
    Duration.ofDays(1)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Metric, Map<String, Counter>> counters = new ConcurrentHashMap<>();
  private final Map<Metric, Map<String, Timer>> timers = new ConcurrentHashMap<>();
  private final Map<Metric, MultiGauge> samples = new ConcurrentHashMap<>();
  private final List<Supplier<Future<Void>>> samplers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean processBound = new AtomicBoolean();
  private @Nullable Future<Void> sampling;
  private long sampledAtNanos;

  /** One more of {@code metric}, a counter. */
  public void count(Metric metric, String... values) {
    child(counters, metric, this::counter, values).increment();
  }

  /** Something that {@code metric}, a timer, measures took {@code nanos}. */
  public void time(Metric metric, long nanos, String... values) {
    child(timers, metric, this::timer, values).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** From now on {@code value} is what {@code metric}, a gauge, shows. */
  public void gauge(Metric metric, Supplier<Number> value, String... values) {
    Gauge.builder(metric.meter(), value)
        .description(metric.help())
        .tags(tags(metric, List.of(values)))
        .register(registry);
  }

  /** What was found for {@code metric}, a sample; replaces what was found before. */
  public void sample(Metric metric, Map<List<String>, ? extends Number> found) {
    samples
        .computeIfAbsent(
            metric,
            first -> MultiGauge.builder(first.meter()).description(first.help()).register(registry))
        .register(
            found.entrySet().stream()
                .map(entry -> Row.of(tags(metric, entry.getKey()), entry.getValue()))
                .collect(Collectors.toList()),
            true);
  }

  /** Has {@code sampler} take its {@linkplain #sample samples} when somebody looks. */
  public void onScrape(Supplier<Future<Void>> sampler) {
    samplers.add(sampler);
  }

  /**
   * Everything in the text form of Prometheus. The first call adds what the JVM can tell. Samples
   * are at most {@value #FRESH_SECONDS} s old; those that take too long stay as they were.
   */
  public Future<String> scrape(Vertx vertx) {
    return sampled().compose(sampled -> Blocking.run(vertx, this::text));
  }

  private synchronized Future<Void> sampled() {
    Future<Void> last = sampling;
    long now = System.nanoTime();
    if (last == null || now - sampledAtNanos > TimeUnit.SECONDS.toNanos(FRESH_SECONDS)) {
      sampledAtNanos = now;
      last = Future.join(samplers.stream().map(Metrics::bounded).toList()).mapEmpty();
      sampling = last;
    }
    return last;
  }

  private static Future<Void> bounded(Supplier<Future<Void>> sampler) {
    return Future.<Void>succeededFuture()
        .compose(now -> sampler.get())
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .otherwiseEmpty();
  }

  private String text() {
    if (processBound.compareAndSet(false, true)) {
      bindProcess();
    }
    return registry.scrape();
  }

  /** Listens to the JVM until the process ends: so does the listener it leaves behind. */
  @SuppressWarnings("resource")
  private void bindProcess() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private static <T> T child(
      Map<Metric, Map<String, T>> all, Metric metric, Maker<T> maker, String... values) {
    Map<String, T> family = all.computeIfAbsent(metric, first -> new ConcurrentHashMap<>());
    String key = values.length == 1 ? values[0] : String.join("\n", values);
    T known = family.get(key);
    if (known != null) {
      return known;
    }
    boolean full = family.size() >= MOST_CHILDREN;
    List<String> shown =
        full ? metric.labels().stream().map(label -> OTHER).toList() : List.of(values);
    return family.computeIfAbsent(
        full ? String.join("\n", shown) : key, absent -> maker.make(metric, shown));
  }

  private interface Maker<T> {
    T make(Metric metric, List<String> values);
  }

  private Counter counter(Metric metric, List<String> values) {
    return Counter.builder(metric.meter())
        .description(metric.help())
        .tags(tags(metric, values))
        .register(registry);
  }

  private Timer timer(Metric metric, List<String> values) {
    return Timer.builder(metric.meter())
        .description(metric.help())
        .serviceLevelObjectives(
            metric == Metric.SEQUENCE_DURATION ? SEQUENCE_BUCKETS : REQUEST_BUCKETS)
        .tags(tags(metric, values))
        .register(registry);
  }

  private static Tags tags(Metric metric, List<String> values) {
    if (values.size() != metric.labels().size()) {
      throw new IllegalArgumentException(
          "%s has the labels %s, not %s".formatted(metric, metric.labels(), values));
    }
    Tags tags = Tags.empty();
    for (int index = 0; index < values.size(); index++) {
      tags = tags.and(metric.labels().get(index), values.get(index));
    }
    return tags;
  }
}
