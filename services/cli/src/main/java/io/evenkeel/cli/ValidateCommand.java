package io.evenkeel.cli;

import io.evenkeel.cli.check.FileCheck;
import io.evenkeel.cli.check.FileKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code validate FILE|DIR…}: checks files before a server sees them. Needs no server. */
@Command(
    name = "validate",
    description = {
      "Check shipyard, SLO, SLI, remediation, job and webhook files; of a folder, all in it.",
      "Each problem is a line FILE:LINE:COLUMN: error|warning: TEXT."
    })
final class ValidateCommand extends Verb {

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files and folders")
  List<Path> places = new ArrayList<>();

  @Option(
      names = "--kind",
      paramLabel = "shipyard|slo|sli|remediation|job|webhook",
      description = "What they are; guessed from content and name when missing")
  @Nullable
  String kind;

  @Option(names = "--strict", description = "Let warnings fail, too")
  boolean strict;

  private int checked;
  private int errors;
  private int warnings;

  @Override
  protected void run() {
    if (places.isEmpty()) {
      throw misuse("required argument FILE not set");
    }
    FileKind wanted = kind == null ? null : kind(kind);
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        files(place).forEach(file -> check(file, wanted, false));
      } else {
        check(place, wanted, true);
      }
    }
    remark("%d files checked: %d errors, %d warnings".formatted(checked, errors, warnings));
    if (errors > 0 || (strict && warnings > 0)) {
      exitWith(ExitStatus.FAIL);
    }
  }

  private FileKind kind(String flag) {
    return FileKind.of(flag).orElseThrow(() -> misuse("there is no kind \"%s\"".formatted(flag)));
  }

  private void check(Path file, @Nullable FileKind wanted, boolean named) {
    FileCheck check = FileCheck.of(file.toString(), read(file), wanted);
    if (check.kind().isEmpty() && named) {
      throw new CommandFailure(
          "nobody can tell what kind of file %s is; say it with --kind".formatted(file));
    }
    if (check.kind().isPresent()) {
      checked++;
      check.findings().forEach(finding -> {
        say(finding.at(file.toString()));
        errors += finding.isError() ? 1 : 0;
        warnings += finding.isError() ? 0 : 1;
      });
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().matches(".*\\.ya?ml"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new CommandFailure(
          "%s could not be read: %s".formatted(folder, unreadable), unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      throw new CommandFailure("there is no file " + file.toAbsolutePath(), missing);
    } catch (IOException unreadable) {
      throw new CommandFailure("%s could not be read: %s".formatted(file, unreadable), unreadable);
    }
  }
}
