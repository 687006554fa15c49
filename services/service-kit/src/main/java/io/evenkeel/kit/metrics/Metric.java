package io.evenkeel.kit.metrics;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every number of ours at {@code /metrics}. Names follow Prometheus: base units, {@code _total} for
 * what only grows. No label has a context, a project or anything else a client can make up.
 */
public enum Metric {
  EVENTS_STORED(
      Kind.COUNTER,
      "evenkeel.events.stored",
      "Events taken into the log, whoever sent them",
      "type"),
  EVENTS_POLLED(
      Kind.COUNTER, "evenkeel.events.polled", "Open events handed to integrations", "type"),
  DELIVERY_DURATION(
      Kind.TIMER,
      "evenkeel.delivery.duration",
      "From taking a delivery to its end: acknowledged, failed or parked",
      "subscriber",
      "outcome"),
  DELIVERIES_PENDING(
      Kind.SAMPLE,
      "evenkeel.deliveries.pending",
      "Deliveries to this process's subscribers that are not acknowledged yet, by age; at most"
          + " 10,000 of a subscriber are counted",
      "subscriber",
      "age"),
  DELIVERIES_PARKED(
      Kind.SAMPLE,
      "evenkeel.deliveries.parked",
      "Deliveries given up after the tenth attempt; at most 10,000 are counted",
      "subscriber"),
  TIMERS_OVERDUE(
      Kind.SAMPLE,
      "evenkeel.timers.overdue",
      "Timers of this process that are more than 10 s late; at most 10,000 are counted",
      "owner"),
  LEASES_HELD(
      Kind.GAUGE, "evenkeel.leases.held", "Deliveries and timers this process holds", "kind"),
  LEASES_LOST(
      Kind.COUNTER,
      "evenkeel.leases.lost",
      "Leases that another process took because this one was too slow",
      "kind"),
  SEQUENCES_WAITING(
      Kind.SAMPLE,
      "evenkeel.sequences.waiting",
      "Open sequences by what they wait for; at most 100,000 are counted",
      "reason"),
  SEQUENCES_WAITING_OLDEST(
      Kind.SAMPLE,
      "evenkeel.sequences.waiting.oldest.seconds",
      "How long the longest of them has waited for that",
      "reason"),
  SEQUENCES_STUCK(
      Kind.SAMPLE,
      "evenkeel.sequences.stuck",
      "Open sequences nothing will ever move: no delivery, timer, open task, turn or pause. Must be"
          + " 0"),
  SEQUENCE_DURATION(
      Kind.TIMER, "evenkeel.sequence.duration", "From trigger to end of a sequence", "outcome"),
  STORE_TRANSACTION_DURATION(
      Kind.TIMER,
      "evenkeel.store.transaction.duration",
      "From asking for a transaction to its durable commit or its end without one",
      "outcome"),
  STORE_READ_DURATION(
      Kind.TIMER, "evenkeel.store.read.duration", "Queries outside of transactions"),
  STORE_FAILURES(Kind.COUNTER, "evenkeel.store.failures", "What the store turned down", "problem"),
  STORE_UP(Kind.SAMPLE, "evenkeel.store.up", "1 while the store answers, else 0"),
  READY(Kind.GAUGE, "evenkeel.ready", "1 while this process may be given work, else 0"),
  HTTP_REQUEST_DURATION(
      Kind.TIMER,
      "evenkeel.http.request.duration",
      "Requests of the API by operation, and of everything else",
      "operation",
      "status");

  /** What can be done with a number. */
  enum Kind {
    COUNTER("counter", "_total"),
    /** Kept by the process. */
    GAUGE("gauge", ""),
    /** Asked of the store when somebody looks: the same in every process that tells it. */
    SAMPLE("gauge", ""),
    TIMER("histogram", "_seconds");

    private final String type;
    private final String suffix;

    Kind(String type, String suffix) {
      this.type = type;
      this.suffix = suffix;
    }
  }

  private final Kind kind;
  private final String meter;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> labels;

  Metric(Kind kind, String meter, String help, String... labels) {
    this.kind = kind;
    this.meter = meter;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** Its name at {@code /metrics}. */
  public String exposedName() {
    return meter.replace('.', '_') + kind.suffix;
  }

  /** All of them as a table in Markdown. */
  public static String table() {
    return Stream.of(values())
        .map(Metric::row)
        .collect(
            Collectors.joining("\n", "| name | type | labels | what |\n|---|---|---|---|\n", "\n"));
  }

  private String row() {
    String names = labels.stream().map("`%s`"::formatted).collect(Collectors.joining(" "));
    String scope = kind == Kind.SAMPLE ? "gauge, of the store" : kind.type;
    return "| `%s` | %s | %s | %s |".formatted(exposedName(), scope, names, help);
  }

  Kind kind() {
    return kind;
  }

  /** Its type at {@code /metrics}. */
  String type() {
    return kind.type;
  }

  String meter() {
    return meter;
  }

  String help() {
    return help;
  }

  List<String> labels() {
    return labels;
  }

  /** A value of a label in lower case, as all of ours are. */
  public static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
