package io.evenkeel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export FILE}: the whole installation, while it runs. Ours. */
@Command(
    name = "export",
    description = {
      "Write the whole installation to a file while it runs: projects with their Git repositories,",
      "events, runs, timers, integrations, tokens, audit trail, logs and secrets (encrypted).",
      "With --data=DIR, and --store=URL for PostgreSQL, that of a server that is stopped."
    })
final class ExportCommand extends Verb {

  @Parameters(paramLabel = "FILE", description = "The file to write")
  Path file;

  @Option(
      names = "--with-keys",
      description = "Also the keys of secrets and Git credentials: keep the file as safe as them")
  boolean withKeys;

  @Override
  protected void run() {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      Files.deleteIfExists(unfinished);
      KeptnHome.createPrivate(unfinished);
      api().download("/evenkeel/v1/backup?keys=" + withKeys, unfinished);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      remark("wrote %s (%,d bytes)".formatted(file, Files.size(file)));
    } catch (IOException unwritable) {
      throw new CommandFailure("can not write %s: %s".formatted(file, unwritable), unwritable);
    } finally {
      discard(unfinished);
    }
  }

  private void discard(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException kept) {
      warn("can not delete %s: %s".formatted(unfinished, kept));
    }
  }
}
