package io.evenkeel.cli;

import picocli.CommandLine.Command;

/** {@code describe project|service|sequence}: all about one thing, for people. Ours. */
@Command(
    name = "describe",
    description = "Show all about one project, service or run.",
    subcommands = {
      DescribeProjectCommand.class,
      DescribeServiceCommand.class,
      DescribeSequenceCommand.class
    })
final class DescribeCommand extends Group {}
