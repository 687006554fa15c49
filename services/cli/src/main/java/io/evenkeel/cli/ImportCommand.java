package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import FILE}: makes an empty installation what a backup says. Ours. */
@Command(
    name = "import",
    description = {
      "Import what \"export\" wrote into an installation that is empty: all of it or nothing.",
      "With --data=DIR, and --store=URL for PostgreSQL, into that of a server that is stopped.",
      "To take over another installation instead, see: evenkeel import keptn --help"
    },
    subcommands = ImportKeptnCommand.class)
final class ImportCommand extends Verb {

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "What \"export\" wrote")
  @Nullable
  Path file;

  @Option(
      names = "--without-secrets",
      description = "Leave out the secrets, for instance because their key is lost")
  boolean withoutSecrets;

  @Override
  protected void run() {
    if (file == null) {
      throw misuse("\"import\" needs a FILE that \"export\" wrote, or: keptn");
    }
    if (!Files.isReadable(file)) {
      throw new CommandFailure("can not read %s: there is no such file".formatted(file));
    }
    Map<String, Object> done = api().upload("/evenkeel/v1/backup?secrets=" + !withoutSecrets, file);
    long rows = Json.object(done.get("rows")).values().stream()
        .mapToLong(count -> count instanceof Number number ? number.longValue() : 0)
        .sum();
    remark("imported the backup of %s: %,d rows, %s files"
        .formatted(done.get("at"), rows, done.get("files")));
  }
}
