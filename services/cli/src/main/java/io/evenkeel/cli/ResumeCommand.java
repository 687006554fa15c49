package io.evenkeel.cli;

import picocli.CommandLine.Command;

/** {@code resume sequence}. */
@Command(
    name = "resume",
    description = "Resume a paused sequence.",
    subcommands = SequenceControl.Resume.class)
final class ResumeCommand extends Group {}
