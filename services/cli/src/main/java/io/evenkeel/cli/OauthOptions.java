package io.evenkeel.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags with which Keptn's command line signs in by OAuth. This one signs in by API token: it
 * can forget such a session, and says so where one would be begun.
 */
final class OauthOptions {

  @Option(names = "--oauth", hidden = true, arity = "0..1", fallbackValue = "true")
  boolean wanted;

  @Option(
      names = "--oauth-logout",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Delete a stored OAuth session")
  boolean logout;

  @Option(names = "--oauth-discovery", hidden = true)
  @Nullable
  String discovery;

  @Option(names = "--oauth-client-id", hidden = true)
  @Nullable
  String clientId;

  @Option(names = "--oauth-client-secret", hidden = true)
  @Nullable
  String clientSecret;

  @Option(names = "--oauth-scopes", hidden = true)
  @Nullable
  String scopes;

  @Option(names = "--oauth-port", hidden = true)
  @Nullable
  String port;

  /** Throws {@link CommandFailure} if an OAuth session was asked for. */
  void refuse() {
    if (wanted || discovery != null || clientId != null) {
      throw new CommandFailure("this command line does not sign in by OAuth: create an API token"
          + " (\"evenkeel token create NAME\", or in the bridge) and use it with --api-token");
    }
  }
}
