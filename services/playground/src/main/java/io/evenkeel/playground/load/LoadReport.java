package io.evenkeel.playground.load;

import io.evenkeel.playground.load.LoadStatistics.Measured;
import io.evenkeel.playground.load.LoadStatistics.RequestName;
import java.util.List;
import java.util.Locale;

/** Locust's tables: requests, percentiles, errors. */
final class LoadReport {

  private static final List<Double> PERCENTS =
      List.of(50.0, 66.0, 75.0, 80.0, 90.0, 95.0, 98.0, 99.0, 99.9, 99.99, 100.0);
  private static final String RULE = "--------|" + "-".repeat(32) + "|-------|-------------|"
      + "-------|-------|-------|-------|--------|-----------\n";

  private LoadReport() {}

  /**
   * The table of all requests.
   *
   * @param seconds how long the test has been running
   */
  static String requests(LoadStatistics statistics, double seconds) {
    StringBuilder table = new StringBuilder();
    table.append(format(
        "%-8s %-32s %7s %13s |%7s %7s %7s %7s |%8s %11s%n",
        "Type", "Name", "# reqs", "# fails", "Avg", "Min", "Max", "Med", "req/s", "failures/s"));
    table.append(RULE);
    statistics.entries().forEach((key, entry) -> table.append(line(key, entry, seconds)));
    table.append(RULE);
    table.append(line(new RequestName("", "Aggregated"), statistics.total(), seconds));
    return table.toString();
  }

  /** Response times by percentile. */
  static String percentiles(LoadStatistics statistics) {
    StringBuilder table = new StringBuilder("Response time percentiles (approximated)\n");
    table.append(format("%-8s %-32s", "Type", "Name"));
    PERCENTS.forEach(percent -> table.append(format("%7s", title(percent))));
    table.append(format("%8s%n", "# reqs"));
    statistics.entries().forEach((key, entry) -> table.append(percentileLine(key, entry)));
    table.append(percentileLine(new RequestName("", "Aggregated"), statistics.total()));
    return table.toString();
  }

  /** What went wrong and how often; empty if nothing did. */
  static String errors(LoadStatistics statistics) {
    if (statistics.errors().isEmpty()) {
      return "";
    }
    StringBuilder table = new StringBuilder("Error report\n# occurrences      Error\n");
    statistics.errors().forEach((error, times) -> table.append(format("%-18d %s%n", times, error)));
    return table.toString();
  }

  private static String line(RequestName key, Measured entry, double seconds) {
    double share = entry.requests() == 0 ? 0 : 100.0 * entry.failures() / entry.requests();
    return format(
        "%-8s %-32s %7d %13s |%7.0f %7d %7d %7d |%8.2f %11.2f%n",
        key.method(),
        key.name(),
        entry.requests(),
        format("%d(%.2f%%)", entry.failures(), share),
        entry.meanMillis(),
        entry.percentile(0),
        entry.percentile(100),
        entry.percentile(50),
        entry.requests() / seconds,
        entry.failures() / seconds);
  }

  private static String percentileLine(RequestName key, Measured entry) {
    StringBuilder line = new StringBuilder(format("%-8s %-32s", key.method(), key.name()));
    PERCENTS.forEach(percent -> line.append(format("%7d", entry.percentile(percent))));
    return line.append(format("%8d%n", entry.requests())).toString();
  }

  private static String title(double percent) {
    return percent == Math.rint(percent) ? format("%.0f%%", percent) : percent + "%";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
