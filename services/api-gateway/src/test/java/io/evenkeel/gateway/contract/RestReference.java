package io.evenkeel.gateway.contract;

import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docs/rest-api.md} and {@code docs/access.md}, made from the OpenAPI documents. */
final class RestReference {

  private static final String REST = """
      # REST API

      Generated from the OpenAPI documents by the test `ReferenceTest`; do not edit. A running server
      shows the same with every schema at `/api/swagger-ui/`.

      Every request bears an API token in the header `x-token`. Refusals are JSON
      `{"code": <status>, "message": "<sentence>"}`. Which scope of a token an operation needs stands
      in its row; what scopes are: [access](access.md).

      ```sh
      curl -s -H "x-token: $EVENKEEL_API_TOKEN" "$EVENKEEL_ENDPOINT/v1/metadata"
      curl -s -H "x-token: $EVENKEEL_API_TOKEN" "$EVENKEEL_ENDPOINT/controlPlane/v1/project?pageSize=5"
      ```
      """;
  private static final String ACCESS = """
      # Access

      The tables are generated from the OpenAPI documents by the test `ReferenceTest`; do not edit.

      A client shows an API token in the header `x-token`. The first one, made when a server starts
      on an empty data folder, is good for everything; make others for whoever needs less:

      ```sh
      ./evenkeel token create pipeline --scope=read,event --expires-in=720h
      ./evenkeel token list
      ./evenkeel token revoke pipeline
      ```

      Only the SHA-256 of a token is stored; its text is shown once. With `--project` a token is good
      for these projects only, and only for operations that name a project. A revoked token is
      refused on every node within a second. Whoever tries wrong tokens too fast is answered 429.

      Everything that changes something is kept in the audit trail, refusals too: who, what, from
      where, with what outcome. Each entry contains the hash of the one before:

      ```sh
      ./evenkeel audit list --limit=5
      ./evenkeel audit verify
      ```

      ## What a scope is good for

      | scope | for | operations |
      |---|---|---|
      | `read` | dashboards: everything that changes nothing | %d |
      | `event` | pipelines and integrations: sending events, registering, subscribing, logging | %d |
      | `operate` | people at work: projects, services, files, secrets, runs | %d |
      | `admin` | everything, also what only administrators do | %d more |

      The scopes `read`, `event` and `operate` are apart: none includes another. `admin` includes all.

      ## Which operation needs which scope
      """;

  private RestReference() {}

  static String rest(List<Contract> contracts) {
    StringBuilder text = new StringBuilder(REST);
    contracts.forEach(contract -> section(text, contract));
    return text.toString();
  }

  static String access(List<Contract> contracts) {
    List<Operation> all =
        contracts.stream().flatMap(contract -> contract.operations().stream()).toList();
    StringBuilder text = new StringBuilder(ACCESS.formatted(
        count(all, Scope.READ),
        count(all, Scope.EVENT),
        count(all, Scope.OPERATE),
        count(all, Scope.ADMIN)));
    for (Scope scope : Scope.values()) {
      table(text, "`" + scope.word() + "`", contracts, scope.word());
    }
    table(text, "Any token", contracts, "any");
    return text.toString();
  }

  private static long count(List<Operation> operations, Scope scope) {
    return operations.stream().filter(one -> word(one).equals(scope.word())).count();
  }

  private static void table(
      StringBuilder text, String title, List<Contract> contracts, String scope) {
    text.append("\n### ").append(title).append("\n\n| operation | request |\n|---|---|\n");
    contracts.forEach(contract -> contract.operations().stream()
        .filter(operation -> word(operation).equals(scope))
        .forEach(operation -> text.append("| %s | `%s %s` |\n"
            .formatted(operation.id(), operation.method(), address(contract, operation)))));
  }

  private static String word(Operation operation) {
    return operation.scope().map(Scope::word).orElse("any");
  }

  private static String address(Contract contract, Operation operation) {
    return contract.bases().get(0) + operation.template();
  }

  private static void section(StringBuilder text, Contract contract) {
    Map<String, Object> document = document(contract);
    text.append("\n## ").append(contract.title()).append("\n\n");
    text.append(sentence(Json.text(Json.at(document, "info", "description")))).append('\n');
    text.append("Base: ")
        .append(contract.bases().stream()
            .map(base -> "`" + base + "`")
            .collect(Collectors.joining(", also ")))
        .append(". As OpenAPI: `")
        .append(contract.address())
        .append("`.\n\n");
    text.append("| request | scope | what it does | query | answers |\n|---|---|---|---|---|\n");
    contract.operations().forEach(operation -> row(text, document, operation));
  }

  private static void row(StringBuilder text, Map<String, Object> document, Operation operation) {
    text.append("| `%s %s` | %s | %s | %s | %s |\n"
        .formatted(
            operation.method(),
            operation.template(),
            word(operation),
            operation.summary().replace("|", "\\|"),
            operation.parameters().stream()
                .map(RestReference::parameter)
                .collect(Collectors.joining(" ")),
            String.join(" ", statuses(document, operation))));
  }

  private static String parameter(Parameter parameter) {
    return "`" + parameter.name() + "`" + (parameter.required() ? " (required)" : "");
  }

  private static List<String> statuses(Map<String, Object> document, Operation operation) {
    String method = operation.method().equals(Operation.ANY_METHOD)
        ? "post"
        : operation.method().toLowerCase(Locale.ROOT);
    Map<String, Object> item =
        Json.object(Json.get(Json.object(document.get("paths")), operation.template()));
    Map<String, Object> stated = Json.object(
        item.containsKey(method)
            ? item.get(method)
            : item.values().stream().filter(Map.class::isInstance).findFirst().orElse(null));
    List<String> statuses = new ArrayList<>(Json.object(stated.get("responses")).keySet());
    statuses.remove("default");
    return statuses;
  }

  private static String sentence(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static Map<String, Object> document(Contract contract) {
    Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(contract.text());
    return Json.object(Json.freeze(yaml));
  }
}
