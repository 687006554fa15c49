package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code create|update|delete|get secret}. Source: cli.md §3, secrets.md §2. */
final class SecretCommands {

  private SecretCommands() {}

  /** A secret gets its content: what {@code create} and {@code update} have in common. */
  private abstract static class Write extends Verb {

    @Mixin
    SecretOptions secret;

    @Mixin
    SecretOptions.Content content;

    private final String verb;

    Write(String verb) {
      this.verb = verb;
    }

    abstract void send(Map<String, Object> body);

    @Override
    protected final void run() {
      String name = only(secret.names, "SECRETNAME");
      Map<String, Object> body = secret.body(name, content);
      attempt("%s secret was unsuccessful. ".formatted(verb), () -> {
        send(body);
        return name;
      });
      say("Secret %s %sd successfully".formatted(name, verb));
    }
  }

  /** {@code create secret NAME --from-literal=K=V}. */
  @Command(name = "secret", description = "Create a secret.")
  static final class Create extends Write {

    Create() {
      super("create");
    }

    @Override
    void send(Map<String, Object> body) {
      api().post(SecretOptions.path(), body);
    }
  }

  /** {@code update secret NAME --from-literal=K=V}: other keys disappear. */
  @Command(name = "secret", description = "Replace all keys of a secret.")
  static final class Update extends Write {

    Update() {
      super("update");
    }

    @Override
    void send(Map<String, Object> body) {
      api().put(SecretOptions.path(), body);
    }
  }

  /** {@code delete secret NAME}. */
  @Command(name = "secret", description = "Delete a secret.")
  static final class Delete extends Verb {

    @Mixin
    SecretOptions secret;

    @Override
    protected void run() {
      String name = only(secret.names, "SECRETNAME");
      String path = ApiPath.secrets("secret")
          .where("name", name)
          .where("scope", secret.scope)
          .toString();
      attempt("delete secret was unsuccessful. ", () -> api().delete(path));
      say("Secret %s has been deleted".formatted(name));
    }
  }

  /** {@code get secrets}: names; values are never shown. */
  @Command(name = "secrets", aliases = "secret", description = "List the names of secrets.")
  static final class Get extends Verb {

    @Mixin
    Listing listing;

    @Override
    protected void run() {
      listing.check();
      Map<String, Object> answer = api().get(SecretOptions.path());
      List<Map<String, Object>> secrets =
          Json.list(Json.get(answer, "Secrets")).stream().map(Json::object).toList();
      listing.print(this, secrets, "No secrets found", "name", Get::table);
    }

    private static Table table(List<Map<String, Object>> secrets) {
      Table table = new Table("NAME");
      secrets.forEach(secret -> table.row(Json.text(secret.get("name"))));
      return table;
    }
  }
}
