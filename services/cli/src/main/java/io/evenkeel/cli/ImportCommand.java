package io.evenkeel.cli;

import picocli.CommandLine.Command;

/** {@code import keptn}. */
@Command(
    name = "import",
    description = "Take over what another installation has.",
    subcommands = ImportKeptnCommand.class)
final class ImportCommand extends Group {}
