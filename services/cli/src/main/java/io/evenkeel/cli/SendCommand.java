package io.evenkeel.cli;

import picocli.CommandLine.Command;

/** {@code send event}. Source: cli.md §4. */
@Command(name = "send", description = "Send an event.", subcommands = SendEventCommand.class)
final class SendCommand extends Group {}
