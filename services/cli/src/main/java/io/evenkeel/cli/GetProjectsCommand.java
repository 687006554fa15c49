package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code get projects [NAME]}. Source: cli.md §5. */
@Command(name = "projects", aliases = "project", description = "List projects.")
final class GetProjectsCommand extends Verb {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this one")
  @Nullable
  String name;

  @Mixin
  Listing listing;

  @Override
  protected void run() {
    listing.check();
    List<Map<String, Object>> projects =
        api().all(ApiPath.controlPlane("project").toString(), "projects").stream()
            .filter(project -> name == null || name.equals(project.get("projectName")))
            .toList();
    if (name != null && projects.size() == 1) {
      listing.printOne(this, projects.get(0), "projectName", table(projects));
    } else {
      String none = name == null ? "No projects found" : "No project %s found".formatted(name);
      listing.print(this, projects, none, "projectName", GetProjectsCommand::table);
    }
  }

  private static Table table(List<Map<String, Object>> projects) {
    Table table = new Table("NAME", "CREATION DATE", "SHIPYARD VERSION");
    projects.forEach(project -> table.row(
        Json.text(project.get("projectName")),
        CreationDate.of(project),
        Json.text(project.get("shipyardVersion"))));
    return table;
  }
}
