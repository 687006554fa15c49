package io.evenkeel.model.shipyard;

import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the text of a shipyard; knows its keys and nothing else. */
final class ShipyardYaml {

  private ShipyardYaml() {}

  static Shipyard read(String text) {
    Map<String, Object> root = map(load(text), "the document");
    Map<String, Object> spec = map(root.get("spec"), "spec");
    return new Shipyard(
        scalar(root.get("apiVersion"), "apiVersion"),
        list(spec.get("stages"), "spec.stages", ShipyardYaml::stage));
  }

  private static @Nullable Object load(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setNestingDepthLimit(100);
    options.setMaxAliasesForCollections(200);
    try {
      Object document = new Yaml(new SafeConstructor(options)).load(text);
      return Json.freeze(document);
    } catch (YAMLException malformed) {
      throw new IllegalArgumentException(String.valueOf(malformed.getMessage()), malformed);
    }
  }

  private static StageDefinition stage(@Nullable Object value) {
    Map<String, Object> stage = map(value, "a stage");
    return new StageDefinition(
        scalar(stage.get("name"), "name of a stage"),
        list(stage.get("sequences"), "sequences", ShipyardYaml::sequence));
  }

  private static SequenceDefinition sequence(@Nullable Object value) {
    Map<String, Object> sequence = map(value, "a sequence");
    return new SequenceDefinition(
        scalar(sequence.get("name"), "name of a sequence"),
        list(sequence.get("triggeredOn"), "triggeredOn", ShipyardYaml::trigger),
        list(sequence.get("tasks"), "tasks", ShipyardYaml::task));
  }

  private static Trigger trigger(@Nullable Object value) {
    Map<String, Object> trigger = map(value, "an entry of triggeredOn");
    Map<String, Object> selector = map(trigger.get("selector"), "selector");
    Map<String, String> match = new LinkedHashMap<>();
    map(selector.get("match"), "match")
        .forEach((key, wanted) -> match.put(key, scalar(wanted, "match." + key)));
    return new Trigger(scalar(trigger.get("event"), "event"), match);
  }

  private static TaskDefinition task(@Nullable Object value) {
    Map<String, Object> task = map(value, "a task");
    return new TaskDefinition(
        scalar(task.get("name"), "name of a task"),
        scalar(task.get("triggeredAfter"), "triggeredAfter"),
        task.get("properties"));
  }

  private static <T> List<T> list(
      @Nullable Object value, String what, Function<@Nullable Object, T> read) {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> elements)) {
      throw new IllegalArgumentException(what + " must be a list");
    }
    List<T> all = new ArrayList<>();
    for (Object element : elements) {
      all.add(read.apply(element));
    }
    return all;
  }

  private static Map<String, Object> map(@Nullable Object value, String what) {
    if (value == null || value instanceof Map<?, ?>) {
      return Json.object(value);
    }
    throw new IllegalArgumentException(what + " must be a map");
  }

  private static String scalar(@Nullable Object value, String what) {
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      throw new IllegalArgumentException(what + " must be a text");
    }
    return value == null ? "" : value.toString();
  }
}
