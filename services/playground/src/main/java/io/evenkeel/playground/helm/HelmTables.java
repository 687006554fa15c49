package io.evenkeel.playground.helm;

import io.evenkeel.camel.helm.HelmRelease;
import io.evenkeel.camel.helm.HelmRevision;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The tables that {@code helm list} and {@code helm history} print. */
final class HelmTables {

  private static final DateTimeFormatter LIST_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSSSS Z 'UTC'", Locale.ROOT);
  private static final DateTimeFormatter HISTORY_TIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

  private HelmTables() {}

  /** One line per release; {@code updated} says when each was last changed. */
  static String releases(List<HelmRelease> releases, Function<HelmRelease, Instant> updated) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "NAMESPACE", "REVISION", "UPDATED", "STATUS", "CHART", "APP VERSION"));
    releases.forEach(release -> rows.add(List.of(
        release.name(),
        release.namespace(),
        String.valueOf(release.revision()),
        LIST_TIME.format(updated.apply(release).atOffset(ZoneOffset.UTC)),
        release.status(),
        release.chart(),
        release.appVersion())));
    return table(rows);
  }

  static String history(List<HelmRevision> revisions) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("REVISION", "UPDATED", "STATUS", "CHART", "APP VERSION", "DESCRIPTION"));
    revisions.forEach(revision -> rows.add(List.of(
        String.valueOf(revision.revision()),
        HISTORY_TIME.format(revision.updated().atOffset(ZoneOffset.UTC)),
        revision.status(),
        revision.chart(),
        revision.appVersion(),
        revision.description())));
    return table(rows);
  }

  private static String table(List<List<String>> rows) {
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < row.size(); column++) {
        cells.add(padded(row.get(column), width(rows, column)));
      }
      table.append(String.join("\t", cells)).append('\n');
    }
    return table.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
