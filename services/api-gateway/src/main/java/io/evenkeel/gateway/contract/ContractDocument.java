package io.evenkeel.gateway.contract;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * An OpenAPI document as it lies under {@code openapi/} on the class path. A long one names further
 * files in {@code x-evenkeel-parts}; their paths and components belong to it as if they stood in
 * it, and it is served as one.
 *
 * @param text what is served
 * @param content the same, read
 */
record ContractDocument(String text, Map<String, Object> content) {

  private static final String PARTS = "x-evenkeel-parts";

  /** Reads {@code openapi/<name>.yaml} with its parts. */
  static ContractDocument read(String name) {
    String text = resource("/openapi/" + name + ".yaml");
    Map<String, Object> main = parse(text);
    List<String> parts = Json.list(main.get(PARTS)).stream().map(Json::text).toList();
    return parts.isEmpty() ? new ContractDocument(text, main) : joined(main, parts);
  }

  private static ContractDocument joined(Map<String, Object> main, List<String> parts) {
    Map<String, Object> whole = main;
    for (String part : parts) {
      whole = merge(part, whole, parse(resource("/openapi/" + part + ".yaml")));
    }
    Map<String, Object> served = new LinkedHashMap<>(whole);
    served.remove(PARTS);
    return new ContractDocument(dump(served), Json.freezeObject(served));
  }

  /** Objects are joined member by member; whatever else is in both is a mistake. */
  private static Map<String, Object> merge(
      String part, Map<String, Object> into, Map<String, Object> added) {
    Map<String, Object> merged = new LinkedHashMap<>(into);
    added.forEach((name, value) -> {
      boolean objects = merged.get(name) instanceof Map<?, ?> && value instanceof Map<?, ?>;
      if (merged.containsKey(name) && !objects) {
        throw new IllegalStateException(
            "%s.yaml says again what is %s; a part only adds".formatted(part, name));
      }
      merged.put(
          name, objects ? merge(part, Json.object(merged.get(name)), Json.object(value)) : value);
    });
    return merged;
  }

  private static Map<String, Object> parse(String text) {
    Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return Json.object(Json.freeze(yaml));
  }

  private static String dump(Map<String, Object> document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(120);
    return new Yaml(options).dump(document);
  }

  private static String resource(String path) {
    try (InputStream in =
        Objects.requireNonNull(ContractDocument.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
