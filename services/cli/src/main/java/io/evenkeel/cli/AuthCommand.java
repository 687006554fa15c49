package io.evenkeel.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Use https")
  boolean secure;

  @Option(
      names = {"-c", "--export"},
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Print what is stored")
  boolean export;

  @Option(
      names = {"-i", "--skip-namespace-listing"},
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Look only in --namespace when kubectl is asked for address and token")
  boolean skipNamespaces;

  @Mixin
  OauthOptions oauth;

  @Override
  protected void run() {
    if (oauth.logout) {
      logout();
      return;
    }
    if (export) {
      export(cli().findEndpoint());
      return;
    }
    oauth.refuse();
    Endpoint endpoint = wanted();
    new Login(this, endpoint).run();
    cli().keptnHome().store(endpoint);
  }

  private void logout() {
    for (String name : List.of("tokens.json", "discovery.json", "client.json")) {
      Path file = cli().keptnHome().config().file().resolveSibling(name);
      try {
        Files.deleteIfExists(file);
      } catch (IOException undeletable) {
        throw new CommandFailure("%s could not be deleted: %s".formatted(file, undeletable));
      }
    }
    say("Successfully logged out");
  }

  private void export(Endpoint stored) {
    say("Endpoint:  " + stored.api());
    say("API Token:  " + stored.token());
  }

  private Endpoint wanted() {
    Endpoint known = cli().findEndpoint();
    Optional<Kubectl> kubectl =
        shortEndpoint == null && known.isDefault() ? cli().kubectl() : Optional.empty();
    if (kubectl.isPresent()) {
      return installed(kubectl.get());
    }
    URI api = shortEndpoint == null
        ? Endpoint.address(known.api().toString(), secure)
        : Endpoint.address(shortEndpoint, secure);
    String token = apiToken == null ? known.token() : apiToken;
    return new Endpoint(api, token, shortEndpoint == null ? known.origin() : "-e");
  }

  private Endpoint installed(Kubectl kubectl) {
    InstalledKeptn installed = InstalledKeptn.find(this, kubectl, cli().namespace, !skipNamespaces);
    URI api = installed.endpoint(secure);
    return new Endpoint(api, apiToken == null ? installed.token() : apiToken, "kubectl");
  }
}
