package io.evenkeel.system.chaos;

import io.evenkeel.system.chaos.StoredLog.Stored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run shows when everything has come to rest.
 *
 * @param lost acknowledged events that are not in the log
 * @param doubled tasks triggered or sequences ended more than once, and second answers that counted
 * @param stuck sequences without an end, deliveries left over
 * @param failed sequences that ended otherwise than their tasks did
 * @param disordered runs of a scope that overlap, or overtook an earlier one although there had
 *     been time in peace for that one to be taken over
 * @param overtaken how often a later run of a scope began first, because the earlier one's trigger
 *     was in the hands of a node that died
 */
record Verdict(
    List<String> lost,
    List<String> doubled,
    List<String> stuck,
    List<String> failed,
    List<String> disordered,
    int overtaken) {

  /** Without another blow, whatever was in the hands of the dead is in others' after this long. */
  private static final long PEACE_MILLIS = 60_000;

  /** {@code blows} is when something was done to the installation, in epoch milliseconds. */
  static Verdict of(Ledger ledger, List<Stored> log, int deliveriesLeft, List<Long> blows) {
    Set<String> ids = log.stream().map(Stored::id).collect(Collectors.toSet());
    Set<String> acknowledged = new HashSet<>(ledger.events());
    List<String> stuck = new ArrayList<>(missing(ledger, acknowledged, log));
    if (deliveriesLeft != 0) {
      stuck.add(deliveriesLeft + " deliveries are left");
    }
    List<String> overtakes = new ArrayList<>();
    List<String> disordered = new ArrayList<>();
    Map<String, List<Stored>> scopes = log.stream()
        .collect(Collectors.groupingBy(Stored::scope, TreeMap::new, Collectors.toList()));
    scopes.values().forEach(scope -> order(scope, blows, overtakes, disordered));
    return new Verdict(
        acknowledged.stream().filter(id -> !ids.contains(id)).sorted().toList(),
        doubled(log),
        stuck,
        failed(log),
        disordered,
        overtakes.size());
  }

  private static List<String> missing(Ledger ledger, Set<String> acknowledged, List<Stored> log) {
    Set<String> ended = log.stream()
        .filter(event -> event.is("delivery.finished"))
        .map(Stored::context)
        .collect(Collectors.toSet());
    return ledger.sequences().keySet().stream()
        .filter(acknowledged::contains)
        .filter(context -> !ended.contains(context))
        .sorted()
        .toList();
  }

  private static List<String> doubled(List<Stored> log) {
    Map<String, Long> counts = log.stream()
        .filter(event -> event.is("build.triggered")
            || event.is("check.triggered")
            || event.is("delivery.finished"))
        .collect(Collectors.groupingBy(
            event -> event.type() + " in " + event.context(), Collectors.counting()));
    List<String> doubled = new ArrayList<>();
    counts.forEach((what, count) -> {
      if (count > 1) {
        doubled.add(count + " × " + what);
      }
    });
    log.stream()
        .filter(event -> event.is("check.triggered") || event.is("delivery.finished"))
        .filter(event -> event.body().contains("\"answer\":\"second\""))
        .forEach(event -> doubled.add("a second answer counted in " + event.context()));
    return doubled;
  }

  private static List<String> failed(List<Stored> log) {
    return log.stream()
        .filter(event -> event.is("delivery.finished") && !event.result().equals("pass"))
        .map(event -> event.context() + ": " + event.body())
        .toList();
  }

  /** One run of a scope: its trigger, the first thing it did, its end. */
  private record Run(Stored trigger, Stored begin, int end) {}

  private static void order(
      List<Stored> scope, List<Long> blows, List<String> overtakes, List<String> disordered) {
    List<Run> runs =
        scope.stream().collect(Collectors.groupingBy(Stored::context)).values().stream()
            .flatMap(events -> run(events).stream())
            .sorted(Comparator.comparingInt(run -> run.begin().place()))
            .toList();
    for (int index = 1; index < runs.size(); index++) {
      Run former = runs.get(index - 1);
      Run later = runs.get(index);
      if (later.begin().place() < former.end()) {
        disordered.add(
            later.begin().context() + " began while " + former.begin().context() + " ran");
      }
      if (later.trigger().atMillis() < former.trigger().atMillis()) {
        String what = former.begin().context() + " overtook " + later.begin().context();
        overtakes.add(what);
        if (longestPeace(later.trigger().atMillis(), former.begin().atMillis(), blows)
            > PEACE_MILLIS) {
          disordered.add(what);
        }
      }
    }
  }

  private static long longestPeace(long from, long to, List<Long> blows) {
    long longest = 0;
    long since = from;
    for (long blow :
        blows.stream().filter(blow -> blow > from && blow < to).sorted().toList()) {
      longest = Math.max(longest, blow - since);
      since = blow;
    }
    return Math.max(longest, to - since);
  }

  private static List<Run> run(List<Stored> events) {
    List<Stored> triggers =
        events.stream().filter(event -> event.is("delivery.triggered")).toList();
    List<Stored> begins =
        events.stream().filter(event -> event.is("build.triggered")).toList();
    int end = events.stream()
        .filter(event -> event.is("delivery.finished"))
        .mapToInt(Stored::place)
        .findFirst()
        .orElse(Integer.MAX_VALUE);
    return triggers.isEmpty() || begins.isEmpty()
        ? List.of()
        : List.of(new Run(triggers.get(0), begins.get(0), end));
  }

  /** Everything that must not be. */
  List<String> violations() {
    List<String> all = new ArrayList<>();
    lost.forEach(what -> all.add("lost: " + what));
    doubled.forEach(what -> all.add("doubled: " + what));
    stuck.forEach(what -> all.add("stuck: " + what));
    failed.forEach(what -> all.add("failed: " + what));
    disordered.forEach(what -> all.add("disordered: " + what));
    return all;
  }
}
