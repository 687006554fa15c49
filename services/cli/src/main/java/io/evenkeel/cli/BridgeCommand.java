package io.evenkeel.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code configure bridge}: how to set the web interface's password. Source: cli.md §2. */
@Command(
    name = "bridge",
    description = "Print the kubectl commands that set or show the bridge's user and password.")
final class BridgeCommand extends Verb {

  private static final String SECRET = "bridge-credentials";

  @Option(
      names = {"-u", "--user"},
      description = "The user who may sign in")
  @Nullable
  String user;

  @Option(
      names = {"-p", "--password"},
      description = "The user's password")
  @Nullable
  String password;

  @Option(
      names = {"-o", "--output"},
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Print how to read what is set")
  boolean output;

  @Override
  protected void run() {
    String namespace = cli().namespace;
    if (output) {
      show(namespace, "BASIC_AUTH_USERNAME");
      show(namespace, "BASIC_AUTH_PASSWORD");
      return;
    }
    if (user == null || password == null) {
      throw new CommandFailure("--user and --password must be set together;"
          + " --output prints how to read what is set");
    }
    say("kubectl -n %s delete secret %s --ignore-not-found".formatted(namespace, SECRET));
    say(("kubectl -n %s create secret generic %s --from-literal=BASIC_AUTH_USERNAME=%s"
            + " --from-literal=BASIC_AUTH_PASSWORD=%s")
        .formatted(namespace, SECRET, ShellWord.quote(user), ShellWord.quote(password)));
    say("kubectl -n %s delete pods --selector=app.kubernetes.io/name=bridge".formatted(namespace));
  }

  private void show(String namespace, String key) {
    say("kubectl -n %s get secret %s -o jsonpath=\"{.data.%s}\" | base64 --decode"
        .formatted(namespace, SECRET, key));
  }
}
