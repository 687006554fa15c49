package io.evenkeel.cli.migrate;

import io.evenkeel.cli.CommandFailure;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an import has done already, in a file, so that an interrupted one goes on where it was. The
 * file is there only while an import is under way.
 */
final class Ledger {

  private final Path file;
  private final String from;
  private final String to;
  private final Set<String> done;

  private Ledger(Path file, String from, String to, Set<String> done) {
    this.file = file;
    this.from = from;
    this.to = to;
    this.done = done;
  }

  /**
   * Opens {@code file}, which may not exist yet.
   *
   * @throws CommandFailure if it cannot be read or tells of another import
   */
  static Ledger open(Path file, String from, String to) {
    if (!Files.exists(file)) {
      return new Ledger(file, from, to, new LinkedHashSet<>());
    }
    Map<String, Object> json = read(file);
    if (!from.equals(json.get("from")) || !to.equals(json.get("to"))) {
      throw new CommandFailure(
          "%s is of an import from %s to %s; finish that one, or name another file with --state"
              .formatted(file, Json.text(json.get("from")), Json.text(json.get("to"))));
    }
    Set<String> done = new LinkedHashSet<>();
    Json.list(json.get("done")).forEach(step -> done.add(Json.text(step)));
    return new Ledger(file, from, to, done);
  }

  private static Map<String, Object> read(Path file) {
    try {
      return Json.parseObject(Files.readString(file));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new CommandFailure(
          "%s does not say what was imported before (%s); remove it to look at everything again,"
                  .formatted(file, unreadable.getMessage())
              + " which does no harm",
          unreadable);
    }
  }

  boolean isDone(String step) {
    return done.contains(step);
  }

  boolean isNew() {
    return done.isEmpty();
  }

  /** Takes note of a step; it survives the end of this process. */
  void note(String step) {
    done.add(step);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", from);
    json.put("to", to);
    json.put("done", List.copyOf(done));
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.writeString(next, Json.write(json));
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw new CommandFailure(
          "%s cannot be written (%s); name another file with --state".formatted(file, unwritable),
          unwritable);
    }
  }

  /** Everything is done. */
  void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException kept) {
      throw new CommandFailure("%s cannot be removed: %s".formatted(file, kept), kept);
    }
  }

  /** The steps so far, in their order. */
  List<String> steps() {
    return new ArrayList<>(done);
  }
}
