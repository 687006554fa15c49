package io.evenkeel.testkit.contract;

import io.evenkeel.model.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OpenAPI 3.0 documents and schemas as what a JSON Schema validator understands. */
final class Schemas {

  private static final Set<String> REMARKS = Set.of("description", "example", "default");
  private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
      .setBaseUri("app://contract")
      .setDraft(Draft.DRAFT202012)
      .setOutputFormat(OutputFormat.Basic);

  private Schemas() {}

  /** The document with every reference replaced by what it leads to. */
  static Map<String, Object> resolved(Map<String, Object> document) {
    return Json.object(resolved(document, document));
  }

  private static @Nullable Object resolved(@Nullable Object part, Map<String, Object> document) {
    if (part instanceof List<?> list) {
      List<@Nullable Object> all = new ArrayList<>();
      list.forEach(element -> all.add(resolved(element, document)));
      return all;
    }
    if (!(part instanceof Map<?, ?>)) {
      return part;
    }
    String reference = Json.text(Json.object(part).get("$ref"));
    if (!reference.isEmpty()) {
      return resolved(
          Json.at(document, reference.substring("#/".length()).split("/", -1)), document);
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    Json.object(part).forEach((name, value) -> all.put(name, resolved(value, document)));
    return all;
  }

  /**
   * What is wrong with {@code json}, as sentences. With {@code closed}, an object has no members
   * but those its schema names, unless the schema says otherwise.
   */
  static List<String> violations(
      Map<String, Object> schema, @Nullable Object json, boolean closed) {
    OutputUnit result = Validator.create(JsonSchema.of(translated(schema, closed)), OPTIONS)
        .validate(
            json instanceof Map<?, ?>
                ? new JsonObject(Json.object(json))
                : json instanceof List<?> ? new JsonArray(Json.list(json)) : json);
    if (result.getValid()) {
      return List.of();
    }
    return result.getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .toList();
  }

  private static JsonObject translated(Map<String, Object> schema, boolean closed) {
    JsonObject plain = new JsonObject();
    schema.forEach((name, value) -> {
      if (name.equals("properties")) {
        JsonObject properties = new JsonObject();
        Json.object(value)
            .forEach(
                (property, of) -> properties.put(property, translated(Json.object(of), closed)));
        plain.put(name, properties);
      } else if (value instanceof Map<?, ?>) {
        plain.put(name, translated(Json.object(value), closed));
      } else if (value instanceof List<?> list) {
        plain.put(name, new JsonArray(new ArrayList<>(list)));
      } else if (!REMARKS.contains(name) && !name.startsWith("x-")) {
        plain.put(name, value);
      }
    });
    REMARKS.forEach(plain::remove);
    if (Boolean.TRUE.equals(plain.remove("nullable")) && plain.containsKey("type")) {
      plain.put("type", new JsonArray().add(plain.getString("type")).add("null"));
    }
    if (closed && plain.containsKey("properties") && !plain.containsKey("additionalProperties")) {
      plain.put("additionalProperties", false);
    }
    return plain;
  }
}
