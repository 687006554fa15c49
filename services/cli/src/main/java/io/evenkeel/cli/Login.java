package io.evenkeel.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The check that {@code auth} and {@code status} share. Source: cli.md §2, steps 4–6. */
final class Login {

  private static final int ATTEMPTS = 3;
  private static final String COMPLAINT = "authentication was not successful";

  private final Verb verb;
  private final Endpoint endpoint;

  Login(Verb verb, Endpoint endpoint) {
    this.verb = verb;
    this.endpoint = endpoint;
  }

  /** Asks the server; throws {@link CommandFailure} if it refuses or does not answer. */
  void run() {
    verb.say("Starting to authenticate");
    resolve(endpoint.api().getHost(), ATTEMPTS);
    Verb.attempt(COMPLAINT + ": ", () -> authenticate(ATTEMPTS));
    verb.say("Successfully authenticated against " + endpoint.api());
    verb.say("Bridge URL: " + endpoint.bridge());
  }

  private void resolve(String host, int attemptsLeft) {
    if (host.endsWith(".xip.io")) {
      return;
    }
    try {
      InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      if (attemptsLeft == 1) {
        throw new CommandFailure(COMPLAINT + " - could not resolve hostname: " + host, unknown);
      }
      Verb.sleep(verb.cli().pause);
      resolve(host, attemptsLeft - 1);
    }
  }

  private boolean authenticate(int attemptsLeft) {
    try {
      new Api(endpoint).post("/v1/auth", null);
      return true;
    } catch (ApiException refused) {
      boolean maybeLater = refused.status() == 0 || refused.status() >= 500;
      if (!maybeLater || attemptsLeft == 1) {
        throw refused;
      }
      Verb.sleep(verb.cli().pause);
      return authenticate(attemptsLeft - 1);
    }
  }
}
