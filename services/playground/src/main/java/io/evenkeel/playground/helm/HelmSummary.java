package io.evenkeel.playground.helm;

import io.evenkeel.camel.helm.HelmRelease;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code helm} prints about a release it has changed or was asked about. */
final class HelmSummary {

  private static final String DEPLOYED = "LAST DEPLOYED: ";
  private static final DateTimeFormatter PRINTED =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

  private HelmSummary() {}

  /** The summary after {@code helm upgrade}, with its first line. */
  static String upgraded(HelmRelease release) {
    String done = release.revision() == 1
        ? "Release \"%s\" does not exist. Installing it now.\n"
        : "Release \"%s\" has been upgraded. Happy Helming!\n";
    return done.formatted(release.name()) + of(release);
  }

  /** The summary alone, in the words of the command instead of the library's. */
  static String of(HelmRelease release) {
    String text = release.output();
    int notes = text.indexOf("\nNOTES:");
    String head = notes < 0 ? text : text.substring(0, notes);
    return head.lines()
            .filter(line -> !line.startsWith("CHART: ") && !line.startsWith("APP VERSION: "))
            .map(HelmSummary::printed)
            .collect(Collectors.joining("\n"))
        + (notes < 0 ? "\n" : text.substring(notes));
  }

  private static String printed(String line) {
    if (!line.startsWith(DEPLOYED)) {
      return line;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(
          line.substring(DEPLOYED.length()), DateTimeFormatter.RFC_1123_DATE_TIME);
      return DEPLOYED + PRINTED.format(time);
    } catch (DateTimeException otherForm) {
      return line;
    }
  }
}
