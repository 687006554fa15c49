package io.evenkeel.playground.tour;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The tour's files in a folder laid out like {@code docs/examples/fulltour}. Failures are
 * {@link TourException}s that name the file.
 *
 * @param folder where they are
 * @param fast whether {@link #content} is shortened
 */
record TourFiles(Path folder, boolean fast) {

  static final String CHARTS = "keptn_setup/helm";

  private static final List<String> NEEDED = List.of(
      "keptn_setup/shipyard.yaml",
      "keptn_setup/job-executor/job-executor-config.yaml",
      "keptn_setup/locust/basic.py",
      "keptn_setup/locust/locust.conf",
      "keptn_setup/prometheus/sli.yaml",
      "add_approval/shipyard.yaml",
      "quality_gated_release/shipyard.yaml",
      "quality_gated_release/slo.yaml",
      "release_validation/shipyard.yaml",
      "self_healing/shipyard.yaml",
      "self_healing/job/config.yaml",
      "self_healing/remediation.yaml",
      "self_healing/remediation_trigger.json");

  /** Throws if a file is missing, naming all that are. */
  void check() {
    List<String> missing = NEEDED.stream()
        .filter(name -> !Files.isRegularFile(folder.resolve(name)))
        .toList();
    if (!missing.isEmpty()) {
      throw broken(
          "%s holds the tour's files".formatted(folder.toAbsolutePath()),
          "these are missing: " + String.join(", ", missing));
    }
    chart();
  }

  /** The content of a file, shortened if the tour is fast. */
  byte[] content(String name) {
    byte[] bytes = read(folder.resolve(name));
    String text = new String(bytes, StandardCharsets.UTF_8);
    return fast ? FastForward.shorten(name, text).getBytes(StandardCharsets.UTF_8) : bytes;
  }

  /** The chart as an archive: the first {@code .tgz}, or else the first chart folder, packed. */
  byte[] chart() {
    Optional<Path> archive = archive();
    if (archive.isPresent()) {
      return read(archive.get());
    }
    Path chart = chartFolder()
        .orElseThrow(() -> broken(
            "%s holds a chart".formatted(folder.resolve(CHARTS).toAbsolutePath()),
            "there is neither a .tgz nor a folder with a Chart.yaml"));
    try {
      return ChartArchive.pack(chart);
    } catch (IOException unreadable) {
      throw broken(chart + " can be packed", unreadable.toString());
    }
  }

  /** The chart folder that {@link #chart} packs; empty if there is an archive. */
  Optional<Path> chartFolder() {
    return archive().isPresent()
        ? Optional.empty()
        : first(file -> Files.isRegularFile(file.resolve("Chart.yaml")));
  }

  /** The archive in the folder, if there is one. */
  Optional<Path> archive() {
    return first(file -> file.toString().endsWith(".tgz"));
  }

  /** How a user in the current folder would write the file's path. */
  String shown(String name) {
    Path here = Path.of("").toAbsolutePath();
    Path file = folder.resolve(name).toAbsolutePath().normalize();
    return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
  }

  private Optional<Path> first(Predicate<Path> wanted) {
    Path charts = folder.resolve(CHARTS);
    if (!Files.isDirectory(charts)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(charts)) {
      return files.sorted().filter(wanted).findFirst();
    } catch (IOException unreadable) {
      throw broken(charts + " can be read", unreadable.toString());
    }
  }

  private byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw broken(file + " can be read", unreadable.toString());
    }
  }

  private static TourException broken(String what, String seen) {
    return new TourException(new Expectation(
        what, false, seen, "--files names a folder laid out like docs/examples/fulltour"));
  }
}
