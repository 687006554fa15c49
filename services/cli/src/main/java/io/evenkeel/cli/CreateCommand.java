package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code create project|service|secret}. Source: cli.md §3. */
@Command(
    name = "create",
    description = "Create a project, a service or a secret.",
    subcommands = {
      CreateProjectCommand.class,
      CreateCommand.Service.class,
      SecretCommands.Create.class
    })
final class CreateCommand extends Group {

  /** {@code create service NAME --project=P}: in every stage of the project. */
  @Command(name = "service", description = "Create a service in every stage of a project.")
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
      String name = EntityName.service(only(names, "SERVICENAME"));
      say("Starting to create service");
      Map<String, Object> body = Json.freezeObject(Map.of("serviceName", name));
      String path = ApiPath.controlPlane("project", project, "service").toString();
      attempt("Create service was unsuccessful. ", () -> api().post(path, body));
      say("Service created successfully");
    }
  }
}
