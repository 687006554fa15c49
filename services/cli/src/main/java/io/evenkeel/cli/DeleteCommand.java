package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code delete project|service|secret}. Source: cli.md §3. */
@Command(
    name = "delete",
    description = "Delete a project, a service or a secret.",
    subcommands = {
      DeleteCommand.Project.class,
      DeleteCommand.Service.class,
      SecretCommands.Delete.class
    })
final class DeleteCommand extends Group {

  /** {@code delete project NAME}; the Git upstream stays. */
  @Command(name = "project", description = "Delete a project; its Git upstream stays.")
  static final class Project extends Verb {

    @Parameters(arity = "0..*", paramLabel = "PROJECTNAME", description = "The project's name")
    List<String> names = new ArrayList<>();

    @Override
    protected void run() {
      String name = only(names, "PROJECTNAME");
      String path = ApiPath.controlPlane("project", name).toString();
      Map<String, Object> answer =
          attempt("Delete project was unsuccessful. ", () -> api().delete(path));
      say("Project deleted successfully");
      say(Json.text(answer.get("message")));
    }
  }

  /** {@code delete service NAME --project=P}: from every stage. */
  @Command(name = "service", description = "Delete a service from every stage of a project.")
  static final class Service extends Verb {

    @Parameters(arity = "0..*", paramLabel = "SERVICENAME", description = "The service's name")
    List<String> names = new ArrayList<>();

    @Option(
        names = {"-p", "--project"},
        required = true,
        description = "The project it belongs to")
    String project;

    @Override
    protected void run() {
      String name = only(names, "SERVICENAME");
      String path = ApiPath.controlPlane("project", project, "service", name).toString();
      Map<String, Object> answer =
          attempt("Delete project was unsuccessful. ", () -> api().delete(path));
      say("Service deleted successfully");
      say(Json.text(answer.get("message")));
    }
  }
}
