package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token create|list|revoke}: who may use the API. Needs a token with scope admin. */
@Command(
    name = "token",
    description = "Create, list and revoke API tokens.",
    subcommands = {TokenCommand.Create.class, TokenCommand.Show.class, TokenCommand.Revoke.class})
final class TokenCommand extends Group {

  private static String path() {
    return ApiPath.evenkeel("tokens").toString();
  }

  /** {@code token create NAME --scope=S…}: prints the token, once. */
  @Command(
      name = "create",
      description = "Create a token; its text is printed now and cannot be shown again.")
  static final class Create extends Verb {

    @Parameters(paramLabel = "TOKENNAME", description = "What it is for, e.g. ci")
    String name;

    @Option(
        names = {"-s", "--scope"},
        required = true,
        split = ",",
        paramLabel = "read|event|operate|admin",
        description = "What it may do; repeatable, or several with commas")
    List<String> scopes = new ArrayList<>();

    @Option(
        names = {"-p", "--project"},
        split = ",",
        description = "Only for these projects; repeatable. For all when missing")
    List<String> projects = new ArrayList<>();

    @Option(
        names = "--expires-in",
        paramLabel = "DURATION",
        description = "Good for so long, e.g. 720h; for ever when missing")
    @Nullable
    String expiresIn;

    @Option(
        names = {"-o", "--output"},
        paramLabel = "json|yaml",
        description = "Print all that is known of it, with its text")
    @Nullable
    String output;

    @Override
    protected void run() {
      Output format = Output.of(output, Output.NAME);
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("name", name);
      body.put("scopes", scopes);
      if (!projects.isEmpty()) {
        body.put("projects", projects);
      }
      if (expiresIn != null) {
        body.put("expiresIn", expiresIn);
      }
      Map<String, Object> token =
          attempt("Create token was unsuccessful. ", () -> api().post(path(), body));
      if (format == Output.JSON || format == Output.YAML) {
        say(format.write(token));
        return;
      }
      remark("Token %s created. Keep it now, it is not shown again:".formatted(name));
      say(Json.text(token.get("token")));
    }
  }

  /** {@code token list}. */
  @Command(name = "list", description = "List tokens: scopes, projects, expiry and last use.")
  static final class Show extends Verb {

    @Option(names = "--all", description = "Also those that were revoked")
    boolean all;

    @Mixin
    Listing listing;

    @Override
    protected void run() {
      listing.check();
      String path =
          ApiPath.evenkeel("tokens").where("revoked", all ? "true" : "").toString();
      listing.print(this, api().all(path, "tokens"), "No tokens found", "name", Show::table);
    }

    private static Table table(List<Map<String, Object>> tokens) {
      Table table = new Table("NAME", "STATE", "SCOPES", "PROJECTS", "EXPIRES", "LAST USED", "ID");
      tokens.forEach(token -> table.row(
          Json.text(token.get("name")),
          Json.text(token.get("state")),
          joined(token.get("scopes"), "-"),
          joined(token.get("projects"), "all"),
          dash(token.get("expires")),
          dash(token.get("lastUsed")),
          Json.text(token.get("id"))));
      return table;
    }

    private static String joined(@Nullable Object texts, String none) {
      String all = Json.list(texts).stream().map(Json::text).collect(Collectors.joining(","));
      return all.isEmpty() ? none : all;
    }

    private static String dash(@Nullable Object text) {
      return Json.text(text).isEmpty() ? "-" : Json.text(text);
    }
  }

  /** {@code token revoke NAME|ID}. */
  @Command(name = "revoke", description = "End a token for good, by its name or id.")
  static final class Revoke extends Verb {

    @Parameters(paramLabel = "TOKENNAME", description = "Its name, or its id")
    String wanted;

    @Override
    protected void run() {
      Api api = api();
      String id = api.all(path(), "tokens").stream()
          .filter(token -> wanted.equals(token.get("name")) || wanted.equals(token.get("id")))
          .map(token -> Json.text(token.get("id")))
          .findFirst()
          .orElseThrow(() -> new CommandFailure(
              "there is no token \"%s\"; \"evenkeel token list\" shows them".formatted(wanted)));
      attempt(
          "Revoke token was unsuccessful. ",
          () -> api.delete(ApiPath.evenkeel("tokens", id).toString()));
      say("Token %s revoked".formatted(wanted));
    }
  }
}
