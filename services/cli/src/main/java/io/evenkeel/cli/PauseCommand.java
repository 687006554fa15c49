package io.evenkeel.cli;

import picocli.CommandLine.Command;

/** {@code pause sequence}. */
@Command(
    name = "pause",
    description = "Pause a sequence.",
    subcommands = SequenceControl.Pause.class)
final class PauseCommand extends Group {}
