package io.evenkeel.testkit.contract;

import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Holds exchanges against OpenAPI documents. Every answer has to be one that the document
 * describes, to the last member of its JSON; every request that was granted has to be one that it
 * allows. Paths that no document covers are nobody's business here.
 */
public final class ContractCheck {

  /** What becomes of requests that no operation is for, or nobody may make. */
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 405, 429);

  private final List<DocumentedOperation> operations;

  private ContractCheck(List<DocumentedOperation> operations) {
    this.operations = operations;
  }

  /** Reads the documents, each a YAML text. */
  public static ContractCheck of(List<String> documents) {
    return new ContractCheck(documents.stream()
        .map(text -> new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(text))
        .map(content -> Schemas.resolved(Json.object(Json.freeze(content))))
        .flatMap(document -> DocumentedOperation.of(document).stream())
        .toList());
  }

  /** Fails if the exchange is not as documented. */
  public void check(Exchange exchange) {
    List<String> violations = violations(exchange);
    if (!violations.isEmpty()) {
      throw new AssertionError("%s, which is not what its OpenAPI document says: %s\n%s"
          .formatted(exchange, String.join("; ", violations), exchange.body()));
    }
  }

  /** What is not as documented, as sentences. */
  public List<String> violations(Exchange exchange) {
    boolean isDescription = exchange.path().contains("/swagger-ui/");
    if (isDescription || operations.stream().noneMatch(operation -> operation.isNear(exchange))) {
      return List.of();
    }
    return operations.stream()
        .filter(operation -> operation.answers(exchange))
        .max(Comparator.comparing(DocumentedOperation::literals))
        .map(operation -> Stream.concat(answer(operation, exchange), request(operation, exchange))
            .toList())
        .orElseGet(() -> REFUSALS.contains(exchange.status())
            ? List.of()
            : List.of("there is no such operation"));
  }

  private static Stream<String> answer(DocumentedOperation operation, Exchange exchange) {
    Optional<Map<String, Object>> documented = operation.answer(exchange.status());
    if (documented.isEmpty()) {
      return Stream.of("the status is not documented");
    }
    Map<String, Object> content = Json.object(documented.get().get("content"));
    if (content.isEmpty()) {
      boolean text = exchange.type().startsWith("text/");
      return exchange.body().isEmpty() || text ? Stream.of() : Stream.of("there is to be no body");
    }
    if (exchange.method().equals("HEAD")) {
      return Stream.of();
    }
    return body(content, exchange.type(), exchange.body(), true);
  }

  private static Stream<String> request(DocumentedOperation operation, Exchange exchange) {
    if (!exchange.succeeded()) {
      return Stream.of();
    }
    Stream<String> query = operation.parameters().stream()
        .flatMap(parameter -> parameter(parameter, exchange.query()));
    Map<String, Object> body = operation.body().orElse(Map.of());
    Map<String, Object> content = Json.object(body.get("content"));
    if (exchange.sent().isEmpty()) {
      return Boolean.TRUE.equals(body.get("required"))
          ? Stream.of("it was granted without a body")
          : query;
    }
    return content.isEmpty()
        ? query
        : Stream.concat(query, body(content, exchange.sentType(), exchange.sent(), false));
  }

  private static Stream<String> parameter(Map<String, Object> parameter, String query) {
    String name = Json.text(parameter.get("name"));
    Map<String, Object> schema = Json.object(parameter.get("schema"));
    Optional<String> value = DocumentedOperation.value(query, name);
    if (value.isEmpty()) {
      return Boolean.TRUE.equals(parameter.get("required"))
          ? Stream.of("it was granted without " + name)
          : Stream.of();
    }
    boolean number = "integer".equals(schema.get("type")) && !value.get().isEmpty();
    return number && !value.get().matches("-?\\d+")
        ? Stream.of("it was granted with %s=%s".formatted(name, value.get()))
        : Stream.of();
  }

  private static Stream<String> body(
      Map<String, Object> content, String type, String text, boolean isAnswer) {
    String bare = type.split(";", 2)[0].trim();
    Object documented = content.get(bare);
    if (documented == null) {
      return Stream.of("the media type %s is not documented".formatted(type));
    }
    if (!bare.endsWith("json")) {
      return Stream.of();
    }
    Map<String, Object> schema = Json.object(Json.object(documented).get("schema"));
    Object json = parsed(text);
    return Schemas.violations(schema, isAnswer ? json : recased(schema, json), isAnswer).stream()
        .map(violation -> (isAnswer ? "answer" : "granted request") + violation);
  }

  private static @Nullable Object parsed(String text) {
    try {
      return Json.parse(text);
    } catch (IllegalArgumentException notJson) {
      return "not JSON: " + notJson.getMessage();
    }
  }

  /** Requests may write names in any case, as ever; the documents show one. */
  private static @Nullable Object recased(Map<String, Object> schema, @Nullable Object json) {
    if (!(json instanceof Map<?, ?>)) {
      return json;
    }
    Map<String, Object> properties = Json.object(schema.get("properties"));
    Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(properties.keySet());
    Json.object(json)
        .forEach((name, value) -> renamed.put(
            names.stream().filter(name::equalsIgnoreCase).findFirst().orElse(name), value));
    return renamed;
  }
}
