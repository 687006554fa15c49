package io.evenkeel.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code auth}: checks address and token and stores them. Source: cli.md §2. */
@Command(name = "auth", description = "Check an API address and token and remember them.")
final class AuthCommand extends Verb {

  @Option(names = "-e", paramLabel = "URL", description = "Short for --endpoint")
  @Nullable
  String shortEndpoint;

  @Option(
      names = {"-a", "--api-token"},
      paramLabel = "TOKEN",
      description = "The API token (EVENKEEL_API_TOKEN)")
  @Nullable
  String apiToken;

  @Option(
      names = {"-s", "--secure"},
      description = "Use https")
  boolean secure;

  @Option(
      names = {"-c", "--export"},
      description = "Print what is stored")
  boolean export;

  @Override
  void run() {
    if (export) {
      export(cli().findEndpoint());
      return;
    }
    Endpoint endpoint = wanted();
    new Login(this, endpoint).run();
    cli().keptnHome().store(endpoint);
  }

  private void export(Endpoint stored) {
    say("Endpoint:  " + stored.api());
    say("API Token:  " + stored.token());
  }

  private Endpoint wanted() {
    Endpoint known = cli().findEndpoint();
    URI api = shortEndpoint == null
        ? Endpoint.address(known.api().toString(), secure)
        : Endpoint.address(shortEndpoint, secure);
    String token = apiToken == null ? known.token() : apiToken;
    return new Endpoint(api, token, shortEndpoint == null ? known.origin() : "-e");
  }
}
