package io.evenkeel.cli;

import picocli.CommandLine.Command;

/** {@code status}: are the stored credentials still good? Source: cli.md §2. */
@Command(name = "status", description = "Check the stored address and token.")
final class StatusCommand extends Verb {

  @Override
  protected void run() {
    new Login(this, cli().findEndpoint()).run();
  }
}
