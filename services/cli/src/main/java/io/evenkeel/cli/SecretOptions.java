package io.evenkeel.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of {@code create|update|delete secret}. Source: cli.md §3, secrets.md §2. */
final class SecretOptions {

  @Parameters(arity = "0..*", paramLabel = "SECRETNAME", description = "The secret's name")
  List<String> names = new ArrayList<>();

  @Option(
      names = {"-s", "--scope"},
      defaultValue = "keptn-default",
      description = "Who may read it (${DEFAULT-VALUE})")
  String scope = "keptn-default";

  /** {@code --from-literal=KEY=VALUE}, repeatable; only where a secret gets its content. */
  static final class Content {

    @Option(
        names = "--from-literal",
        required = true,
        paramLabel = "KEY=VALUE",
        description = "A key and its value; repeatable")
    List<String> literals = new ArrayList<>();

    /** Splits each literal at its first {@code =}. */
    Map<String, String> data() {
      Map<String, String> data = new LinkedHashMap<>();
      for (String literal : literals) {
        int equals = literal.indexOf('=');
        if (equals < 1) {
          throw new CommandFailure(
              "invalid literal source %s, expected key=value".formatted(literal));
        }
        data.put(literal.substring(0, equals), literal.substring(equals + 1));
      }
      return data;
    }
  }

  static String path() {
    return ApiPath.secrets("secret").toString();
  }

  Map<String, Object> body(String name, Content content) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    body.put("scope", scope);
    body.put("data", content.data());
    return body;
  }
}
