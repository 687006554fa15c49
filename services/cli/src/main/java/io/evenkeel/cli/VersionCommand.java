package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code version}: of this program and of the server; always succeeds. Source: cli.md §2. */
@Command(name = "version", description = "Show the versions of this command and of the server.")
final class VersionCommand extends Verb {

  @Override
  protected void run() {
    say("Keptn CLI version: " + own());
    try {
      say("Keptn cluster version: " + Json.text(api().get("/v1/metadata").get("keptnversion")));
    } catch (ApiException unavailable) {
      warn("* Warning: could not check Keptn server version: " + unavailable.getMessage());
    }
  }

  static String own() {
    return Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
