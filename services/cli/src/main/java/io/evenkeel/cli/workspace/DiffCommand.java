package io.evenkeel.cli.workspace;

import io.evenkeel.cli.ExitStatus;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code diff -f DIR}: what {@code apply} would change. Exit status 1 if anything. */
@Command(
    name = "diff",
    description = {
      "Show what \"apply\" would change, as a unified diff.",
      "Exit status 0: nothing differs, 1: something does, 3: an error."
    })
public final class DiffCommand extends WorkspaceCommand {

  private boolean differs;

  @Override
  protected int failureStatus() {
    return ExitStatus.ERROR;
  }

  @Override
  protected void run() {
    Workspace workspace = workspace();
    ServerProject server = new ServerProject(api(), project());
    Optional<String> shipyard = server.shipyard();
    show("shipyard.yaml", shipyard.orElse(""), workspace.shipyard());
    Set<String> known = server.services();
    workspace.services().stream().filter(service -> !known.contains(service)).forEach(service -> {
      say("+ service " + service);
      differs = true;
    });
    workspace
        .files()
        .forEach(
            file -> show(file.label(), text(server.content(file).orElse("")), text(file.base64())));
    if (differs) {
      exitWith(ExitStatus.FAIL);
    }
  }

  private void show(String name, String before, String after) {
    if (!before.equals(after)) {
      differs = true;
      UnifiedDiff.lines(name, before, after).forEach(this::say);
    }
  }
}
