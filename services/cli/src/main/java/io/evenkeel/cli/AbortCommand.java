package io.evenkeel.cli;

import picocli.CommandLine.Command;

/** {@code abort sequence}. */
@Command(
    name = "abort",
    description = "Abort a sequence.",
    subcommands = SequenceControl.Abort.class)
final class AbortCommand extends Group {}
