package io.evenkeel.playground.load;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a load test has measured so far. Confined to one context. */
final class LoadStatistics {

  /** Everything measured for one method and name. */
  static final class Measured {

    // How often each response time occurred: a long test must not grow without bound.
    private final NavigableMap<Integer, Long> counts = new TreeMap<>();
    private long requests;
    private long failures;
    private long totalMillis;

    long requests() {
      return requests;
    }

    long failures() {
      return failures;
    }

    double meanMillis() {
      return requests == 0 ? 0 : (double) totalMillis / requests;
    }

    /** The response time that {@code percent} of the requests did not exceed, in milliseconds. */
    int percentile(double percent) {
      long rank = Math.max(1, (long) Math.ceil(percent / 100 * requests));
      long seen = 0;
      for (Map.Entry<Integer, Long> count : counts.entrySet()) {
        seen += count.getValue();
        if (seen >= rank) {
          return count.getKey();
        }
      }
      return 0;
    }

    private void add(int millis, boolean failed) {
      counts.merge(millis, 1L, Long::sum);
      requests++;
      totalMillis += millis;
      failures += failed ? 1 : 0;
    }
  }

  /** The two columns that name a line of the report. */
  record RequestName(String method, String name) implements Comparable<RequestName> {

    @Override
    public int compareTo(RequestName other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : method.compareTo(other.method);
    }
  }

  private final Map<RequestName, Measured> entries = new TreeMap<>();
  private final Map<String, Integer> errors = new TreeMap<>();
  private final Measured total = new Measured();

  /**
   * Counts one request.
   *
   * @param error why it failed; empty if it did not
   */
  void record(RequestName key, int millis, String error) {
    boolean failed = !error.isEmpty();
    entries.computeIfAbsent(key, added -> new Measured()).add(millis, failed);
    total.add(millis, failed);
    if (failed) {
      errors.merge(key.method() + " " + key.name() + ": " + error, 1, Integer::sum);
    }
  }

  Map<RequestName, Measured> entries() {
    return entries;
  }

  Measured total() {
    return total;
  }

  /** How often each error occurred. */
  Map<String, Integer> errors() {
    return errors;
  }
}
