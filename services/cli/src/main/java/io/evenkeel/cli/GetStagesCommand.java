package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code get stages [NAME] --project=P}. Source: cli.md §5. */
@Command(name = "stages", aliases = "stage", description = "List the stages of a project.")
final class GetStagesCommand extends Verb {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this one")
  @Nullable
  String name;

  @Option(
      names = {"-p", "--project"},
      required = true,
      description = "The project")
  String project;

  @Mixin
  Listing listing;

  @Override
  protected void run() {
    listing.check();
    String path = ApiPath.controlPlane("project", project, "stage").toString();
    List<Map<String, Object>> stages = api().all(path, "stages").stream()
        .filter(stage -> name == null || name.equals(stage.get("stageName")))
        .toList();
    listing.print(this, stages, "No stages found", "stageName", GetStagesCommand::table);
  }

  private static Table table(List<Map<String, Object>> stages) {
    Table table = new Table("NAME", "CREATION DATE");
    stages.forEach(stage -> table.row(Json.text(stage.get("stageName")), "n/a"));
    return table;
  }
}
