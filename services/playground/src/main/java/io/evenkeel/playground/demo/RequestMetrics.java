package io.evenkeel.playground.demo;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the server measured, in Prometheus' text format 0.0.4. Confined to one context.
 *
 * <p>The series of a successful {@code GET /} exist from the start, so that the very first request
 * already counts as an increase.
 */
final class RequestMetrics {

  /** Upper bounds in seconds, the defaults of Prometheus' own clients. */
  private static final double[] BOUNDS = {
    .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, Double.POSITIVE_INFINITY
  };

  /** Goroutines of an idle server. */
  private static final int IDLE_ROUTINES = 8;

  private final Map<String, Histogram> durations = new TreeMap<>();
  private final String version;
  private long successes;
  private long errors;
  private int inFlight;

  RequestMetrics(String version) {
    this.version = version;
    durations.put(labels("GET", "/", 200), new Histogram());
  }

  void started() {
    inFlight++;
  }

  /** Records one answered request; status 400 and above is an error. */
  void finished(String method, String route, int status, double seconds) {
    inFlight--;
    durations
        .computeIfAbsent(labels(method, route, status), key -> new Histogram())
        .record(seconds);
    if (status < 400) {
      successes++;
    } else {
      errors++;
    }
  }

  /** The whole page of {@code GET /metrics}. */
  String page() {
    StringBuilder page = new StringBuilder();
    head(page, "http_server_request_duration_seconds", "histogram", "Time from request to answer.");
    durations.forEach((labels, histogram) -> histogram.write(page, labels));
    head(page, "http_requests_total", "counter", "Answered requests.");
    page.append("http_requests_total{status=\"success\"} ").append(successes).append('\n');
    page.append("http_requests_total{status=\"error\"} ").append(errors).append('\n');
    head(page, "go_goroutines", "gauge", "Requests in flight, and a few that serve them.");
    page.append("go_goroutines ").append(IDLE_ROUTINES + inFlight).append('\n');
    head(page, "podtatoserver_build_info", "gauge", "The version that runs.");
    page.append("podtatoserver_build_info{version=\"").append(version).append("\"} 1\n");
    return page.toString();
  }

  private static String labels(String method, String route, int status) {
    return "method=\"%s\",route=\"%s\",status_code=\"%d\"".formatted(method, route, status);
  }

  private static void head(StringBuilder page, String name, String type, String help) {
    page.append("# HELP ").append(name).append(' ').append(help).append('\n');
    page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static final class Histogram {

    private final long[] counts = new long[BOUNDS.length];
    private double sum;

    void record(double seconds) {
      sum += seconds;
      for (int at = 0; at < BOUNDS.length; at++) {
        counts[at] += seconds <= BOUNDS[at] ? 1 : 0;
      }
    }

    void write(StringBuilder page, String labels) {
      String name = "http_server_request_duration_seconds";
      for (int at = 0; at < BOUNDS.length; at++) {
        page.append(
            "%s_bucket{%s,le=\"%s\"} %d\n".formatted(name, labels, bound(BOUNDS[at]), counts[at]));
      }
      page.append("%s_sum{%s} %s\n".formatted(name, labels, sum));
      page.append("%s_count{%s} %d\n".formatted(name, labels, counts[BOUNDS.length - 1]));
    }

    private static String bound(double seconds) {
      if (Double.isInfinite(seconds)) {
        return "+Inf";
      }
      return seconds == Math.rint(seconds)
          ? Long.toString((long) seconds)
          : Double.toString(seconds);
    }
  }
}
