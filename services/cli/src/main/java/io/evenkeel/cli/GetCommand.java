package io.evenkeel.cli;

import picocli.CommandLine.Command;

/** {@code get …}: everything that can be looked at. Source: cli.md §4.5 and §5. */
@Command(
    name = "get",
    description = "Show projects, stages, services, sequences, secrets, integrations or events.",
    subcommands = {
      GetProjectsCommand.class,
      GetStagesCommand.class,
      GetServicesCommand.class,
      GetSequencesCommand.class,
      SecretCommands.Get.class,
      GetIntegrationsCommand.class,
      GetEventCommand.class
    })
final class GetCommand extends Group {}
