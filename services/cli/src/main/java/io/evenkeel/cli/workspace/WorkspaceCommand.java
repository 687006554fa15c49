package io.evenkeel.cli.workspace;

import io.evenkeel.cli.CommandFailure;
import io.evenkeel.cli.Verb;
import io.evenkeel.cli.check.FileCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code apply} and {@code diff} share: the folder, its checks, the project's name. */
abstract class WorkspaceCommand extends Verb {

  @Option(
      names = {"-f", "--filename"},
      required = true,
      paramLabel = "DIR",
      description = {
        "The folder: shipyard.yaml, project/, services/SERVICE/, stages/STAGE/project/,",
        "stages/STAGE/services/SERVICE/"
      })
  Path folder;

  @Option(
      names = {"-p", "--project"},
      description = "The project; called like the folder when missing")
  @Nullable
  String project;

  String project() {
    return project == null
        ? String.valueOf(folder.toAbsolutePath().normalize().getFileName())
        : project;
  }

  /** Reads the folder; fails if a file in it would be refused or never work. */
  Workspace workspace() {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure("there is no folder " + folder);
    }
    List<String> errors =
        new ArrayList<>(errors(folder.resolve("shipyard.yaml").toString(), shipyardText()));
    Workspace workspace = errors.isEmpty() ? Workspace.read(folder) : null;
    if (workspace != null) {
      workspace.files().stream()
          .filter(file -> file.uri().matches(".*\\.ya?ml"))
          .forEach(file -> errors.addAll(errors(file.label(), text(file.base64()))));
    }
    if (workspace == null || !errors.isEmpty()) {
      errors.forEach(this::warn);
      throw new CommandFailure("nothing was sent: %d errors in the files".formatted(errors.size()));
    }
    return workspace;
  }

  private String shipyardText() {
    try {
      Path file = folder.resolve("shipyard.yaml");
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException unreadable) {
      throw new CommandFailure("the shipyard could not be read: " + unreadable, unreadable);
    }
  }

  private static List<String> errors(String name, String text) {
    FileCheck check = FileCheck.of(name, text, null);
    return check.kind().isEmpty()
        ? List.of()
        : check.findings().stream()
            .filter(finding -> finding.isError())
            .map(finding -> finding.at(name))
            .toList();
  }

  static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
