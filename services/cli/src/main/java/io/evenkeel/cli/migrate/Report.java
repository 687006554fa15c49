package io.evenkeel.cli.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What an import says: each step as it ends, and at the end all that was not moved. */
final class Report {

  private final Consumer<String> out;
  private final boolean dryRun;
  private final List<String> left = new ArrayList<>();
  private final List<String> todo = new ArrayList<>();

  Report(Consumer<String> out, boolean dryRun) {
    this.out = out;
    this.dryRun = dryRun;
  }

  boolean isDryRun() {
    return dryRun;
  }

  /** A step has ended. */
  void moved(String line) {
    out.accept(line + (dryRun ? " (dry run)" : ""));
  }

  /** Says how far a long step is. */
  void progress(String line) {
    out.accept(line);
  }

  /** Something stays behind, and why. */
  void leave(String line) {
    left.add(line);
  }

  /** Something only a person can do. */
  void todo(String line) {
    todo.add(line);
  }

  boolean isComplete() {
    return left.isEmpty();
  }

  void conclude() {
    section("Not moved:", left);
    section("To do by hand:", todo);
    out.accept("");
    out.accept(
        dryRun
            ? "Nothing was changed (dry run)"
            : isComplete()
                ? "Import complete"
                : "Import complete, except for what is listed above");
  }

  private void section(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.accept("");
      out.accept(title);
      lines.forEach(line -> out.accept("  " + line));
    }
  }
}
