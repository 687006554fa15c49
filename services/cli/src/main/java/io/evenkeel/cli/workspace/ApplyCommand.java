package io.evenkeel.cli.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code apply -f DIR}: makes a project what a folder says; what is the same is left alone. */
@Command(
    name = "apply",
    description = {
      "Create or change a project, its services and files, so that they are as in a folder.",
      "Nothing is deleted. All files are checked first."
    })
public final class ApplyCommand extends WorkspaceCommand {

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing")
  boolean dryRun;

  @Override
  protected void run() {
    Workspace workspace = workspace();
    ServerProject server = new ServerProject(api(), project());
    project(workspace, server);
    services(workspace, server.services(), server);
    files(workspace, server);
  }

  private void project(Workspace workspace, ServerProject server) {
    Optional<String> shipyard = server.shipyard();
    if (shipyard.isEmpty()) {
      act(() -> server.create(workspace.shipyard()));
      report("project/" + project(), "created");
    } else if (shipyard.get().equals(workspace.shipyard())) {
      report("project/" + project(), "unchanged");
    } else {
      act(() -> server.update(workspace.shipyard()));
      report("project/" + project(), "configured");
    }
  }

  private void services(Workspace workspace, Set<String> known, ServerProject server) {
    for (String service : workspace.services()) {
      if (known.contains(service)) {
        report("service/" + service, "unchanged");
      } else {
        act(() -> server.createService(service));
        report("service/" + service, "created");
      }
    }
  }

  private void files(Workspace workspace, ServerProject server) {
    List<ResourceFile> changed = new ArrayList<>();
    for (ResourceFile file : workspace.files()) {
      Optional<String> content = server.content(file);
      if (content.isPresent() && content.get().equals(file.base64())) {
        report("resource/" + file.label(), "unchanged");
      } else {
        changed.add(file);
        report("resource/" + file.label(), content.isPresent() ? "configured" : "created");
      }
    }
    act(() -> server.write(changed));
  }

  private void act(Runnable action) {
    if (!dryRun) {
      action.run();
    }
  }

  private void report(String what, String done) {
    String line = what + " " + done + (dryRun ? " (dry run)" : "");
    if (done.equals("unchanged")) {
      remark(line);
    } else {
      say(line);
    }
  }
}
