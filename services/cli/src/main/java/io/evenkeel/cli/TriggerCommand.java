package io.evenkeel.cli;

import picocli.CommandLine.Command;

/** {@code trigger delivery|sequence|evaluation}. Source: cli.md §4. */
@Command(
    name = "trigger",
    description = "Start a delivery, another sequence or an evaluation.",
    subcommands = {
      TriggerDeliveryCommand.class,
      TriggerSequenceCommand.class,
      TriggerEvaluationCommand.class
    })
final class TriggerCommand extends Group {}
