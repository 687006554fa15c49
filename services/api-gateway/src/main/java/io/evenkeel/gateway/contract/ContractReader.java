package io.evenkeel.gateway.contract;

import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the documents under {@code openapi/} on the class path, once, at start. */
public final class ContractReader {

  private static final List<String> NAMES = List.of(
      "api",
      "control-plane",
      "resource-service",
      "secret-service",
      "datastore",
      "statistics",
      "evenkeel");
  private static final List<String> METHODS = List.of("get", "post", "put", "delete", "patch");

  private final Map<String, Object> document;

  private ContractReader(Map<String, Object> document) {
    this.document = document;
  }

  /** Read by whoever asks first; the others wait for it. */
  private static final class All {
    private static final List<Contract> CONTRACTS =
        NAMES.stream().map(ContractReader::read).toList();
  }

  /** Every API of the gateway. */
  public static List<Contract> all() {
    return All.CONTRACTS;
  }

  private static Contract read(String name) {
    ContractDocument document = ContractDocument.read(name);
    return new ContractReader(document.content()).contract(name, document.text());
  }

  private Contract contract(String name, String text) {
    List<String> bases = Json.list(document.get("servers")).stream()
        .map(server -> Json.text(Json.object(server).get("url")))
        .toList();
    String errors = Json.text(document.get("x-evenkeel-errors")).toUpperCase(Locale.ROOT);
    return new Contract(
        name,
        Json.text(Json.at(document, "info", "title")),
        bases,
        Contract.Errors.valueOf(errors),
        operations(),
        text);
  }

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    Json.object(document.get("paths")).forEach((template, item) -> METHODS.stream()
        .filter(method -> Json.object(item).containsKey(method))
        .forEach(method -> operations.add(operation(template, method, Json.object(item)))));
    return operations;
  }

  private Operation operation(String template, String method, Map<String, Object> pathItem) {
    Map<String, Object> operation = Json.object(pathItem.get(method));
    List<Map<String, Object>> parameters = new ArrayList<>();
    parameters.addAll(resolved(pathItem.get("parameters")));
    parameters.addAll(resolved(operation.get("parameters")));
    String id = Json.text(operation.get("operationId"));
    boolean anyMethod = Boolean.TRUE.equals(operation.get("x-evenkeel-any-method"));
    return new Operation(
        id,
        textOr(id, operation.get("x-evenkeel-operation")),
        textOr(Json.text(document.get("x-evenkeel-service")), operation.get("x-evenkeel-service")),
        anyMethod ? Operation.ANY_METHOD : method.toUpperCase(Locale.ROOT),
        PathTemplate.of(template, rest(parameters)),
        template,
        Json.text(operation.get("summary")),
        parameters.stream()
            .filter(parameter -> "query".equals(parameter.get("in")))
            .map(ContractReader::parameter)
            .toList(),
        mediaTypes(resolve(Json.object(operation.get("requestBody")))),
        scope(id, method, Json.text(operation.get("x-evenkeel-scope"))));
  }

  /** {@code x-evenkeel-scope}, or what the method suggests; {@code any} asks for none. */
  private static Optional<Scope> scope(String id, String method, String stated) {
    if (stated.equals("any")) {
      return Optional.empty();
    }
    if (stated.isEmpty()) {
      return Optional.of(method.equals("get") ? Scope.READ : Scope.OPERATE);
    }
    return Optional.of(Scope.of(stated)
        .orElseThrow(() -> new IllegalStateException(id + ": unknown scope " + stated)));
  }

  private List<Map<String, Object>> resolved(@Nullable Object parameters) {
    return Json.list(parameters).stream().map(Json::object).map(this::resolve).toList();
  }

  private static List<String> mediaTypes(Map<String, Object> requestBody) {
    return List.copyOf(Json.object(requestBody.get("content")).keySet());
  }

  /** Follows {@code $ref}, if that is what {@code part} is. */
  private Map<String, Object> resolve(Map<String, Object> part) {
    String reference = Json.text(part.get("$ref"));
    return reference.isEmpty()
        ? part
        : Json.object(Json.at(document, reference.substring(2).split("/", -1)));
  }

  private static String rest(List<Map<String, Object>> parameters) {
    return parameters.stream()
        .filter(parameter -> Boolean.TRUE.equals(parameter.get("x-evenkeel-rest-of-path")))
        .map(parameter -> Json.text(parameter.get("name")))
        .findFirst()
        .orElse("");
  }

  private static Parameter parameter(Map<String, Object> parameter) {
    Map<String, Object> schema = Json.object(parameter.get("schema"));
    return new Parameter(
        Json.text(parameter.get("name")),
        Boolean.TRUE.equals(parameter.get("required")),
        "integer".equals(schema.get("type")),
        schema.get("minimum") instanceof Number minimum ? minimum.longValue() : Long.MIN_VALUE,
        schema.get("maximum") instanceof Number maximum ? maximum.longValue() : Long.MAX_VALUE);
  }

  private static String textOr(String fallback, @Nullable Object value) {
    return Json.text(value).isEmpty() ? fallback : Json.text(value);
  }
}
