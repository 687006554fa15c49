package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flag {@code -o} of a command that lists something, and how each format is printed: a table,
 * all that is known as JSON or YAML, or just the names, one a line, for scripts.
 */
public final class Listing {

  @Option(
      names = {"-o", "--output"},
      paramLabel = Output.FORMATS,
      description = "How to print it: a table, all that is known, or just names")
  @Nullable
  String output;

  /** Whether people will read it. */
  public boolean isTable() {
    return format() == Output.TABLE;
  }

  /** Refuses an unknown format; call it before asking the server. */
  public void check() {
    format();
  }

  /**
   * Prints {@code found}.
   *
   * @param none what to say if there is nothing, as the original does in every format
   * @param name the member that {@code -o name} prints
   */
  public void print(
      Verb verb,
      List<Map<String, Object>> found,
      String none,
      String name,
      Function<List<Map<String, Object>>, Table> table) {
    switch (format()) {
      case NAME ->
        found.stream().map(entry -> Json.text(entry.get(name))).distinct().forEach(verb::say);
      case TABLE -> {
        if (found.isEmpty()) {
          verb.say(none);
        } else {
          table.apply(found).lines().forEach(verb::say);
        }
      }
      default -> verb.say(found.isEmpty() ? none : format().write(found));
    }
  }

  /** Prints the only one that was asked for: JSON and YAML as an object, not as a list. */
  public void printOne(Verb verb, Map<String, Object> found, String name, Table table) {
    switch (format()) {
      case NAME -> verb.say(Json.text(found.get(name)));
      case TABLE -> table.lines().forEach(verb::say);
      default -> verb.say(format().write(found));
    }
  }

  private Output format() {
    return Output.of(output, Output.TABLE);
  }
}
