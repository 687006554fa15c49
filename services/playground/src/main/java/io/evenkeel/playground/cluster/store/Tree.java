package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/** JSON trees as this API handles them: whole numbers are longs, so that equal trees are equal. */
public final class Tree {

  private static final int DEPTH_MAX = 200;
  private static final int YAML_CHARACTERS_MAX = 3 * 1024 * 1024;
  private static final JsonNodeFactory NODES = new LongNumbers();
  private static final ObjectMapper JSON =
      configure(JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
              .build())
          .build());
  private static final ObjectMapper YAML = configure(
      new ObjectMapper(YAMLFactory.builder().loaderOptions(yamlOptions()).build()));

  private Tree() {}

  /** A new, empty object. */
  public static ObjectNode object() {
    return NODES.objectNode();
  }

  /** A new, empty array. */
  public static ArrayNode array() {
    return NODES.arrayNode();
  }

  /** An array of {@code texts}. */
  public static ArrayNode array(Iterable<String> texts) {
    ArrayNode array = array();
    texts.forEach(array::add);
    return array;
  }

  /** An object with {@code entries} as text members. */
  public static ObjectNode object(Map<String, String> entries) {
    ObjectNode object = object();
    entries.forEach(object::put);
    return object;
  }

  /**
   * Reads JSON.
   *
   * @throws StatusException 400 with the place of the error
   */
  public static JsonNode parse(byte[] json) {
    return read(JSON, json, "json");
  }

  /**
   * Reads one YAML document; JSON is YAML too.
   *
   * @throws StatusException 400 with the place of the error
   */
  public static JsonNode parseYaml(byte[] yaml) {
    return read(YAML, yaml, "yaml");
  }

  /** Text members of {@code node}, in their order; everything that is not text is left out. */
  public static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(member -> {
      if (member.getValue().isTextual()) {
        texts.put(member.getKey(), member.getValue().textValue());
      }
    });
    return texts;
  }

  /** The elements of an array; none if {@code node} is none. */
  public static List<JsonNode> elements(JsonNode node) {
    List<JsonNode> elements = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(elements::add);
    }
    return elements;
  }

  /** The elements of an array of objects; others are left out. */
  public static List<ObjectNode> objects(JsonNode node) {
    return elements(node).stream()
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast)
        .toList();
  }

  /** Sets a member that is missing or null. */
  public static void setDefault(ObjectNode object, String member, String value) {
    if (object.path(member).isMissingNode() || object.path(member).isNull()) {
      object.put(member, value);
    }
  }

  /** Sets a member that is missing or null. */
  public static void setDefault(ObjectNode object, String member, long value) {
    if (object.path(member).isMissingNode() || object.path(member).isNull()) {
      object.put(member, value);
    }
  }

  /** Sets a member that is missing or null. */
  public static void setDefault(ObjectNode object, String member, JsonNode value) {
    if (object.path(member).isMissingNode() || object.path(member).isNull()) {
      object.set(member, value);
    }
  }

  /** The object called {@code member}, which is made if it is missing or something else. */
  public static ObjectNode child(ObjectNode object, String member) {
    return object.get(member) instanceof ObjectNode child ? child : object.putObject(member);
  }

  /** Removes members that are null, at any depth: to the API null and missing are the same. */
  public static void removeNulls(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      object.properties().removeIf(member -> member.getValue().isNull());
    }
    tree.forEach(Tree::removeNulls);
  }

  private static JsonNode read(ObjectMapper mapper, byte[] text, String format) {
    try {
      JsonNode tree = mapper.readTree(text);
      return tree == null ? NODES.missingNode() : tree;
    } catch (JsonProcessingException malformed) {
      throw StatusException.badRequest(
          "couldn't get version/kind; %s parse error: %s".formatted(format, describe(malformed)));
    } catch (IOException impossible) {
      throw StatusException.badRequest("the body cannot be read: " + impossible.getMessage());
    }
  }

  private static String describe(JsonProcessingException malformed) {
    var where = malformed.getLocation();
    String what = malformed.getOriginalMessage();
    return where == null
        ? what
        : "%s (line %d, column %d)".formatted(what, where.getLineNr(), where.getColumnNr());
  }

  private static ObjectMapper configure(ObjectMapper mapper) {
    mapper.setNodeFactory(NODES);
    mapper.enable(DeserializationFeature.USE_LONG_FOR_INTS);
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    return mapper;
  }

  private static LoaderOptions yamlOptions() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(YAML_CHARACTERS_MAX);
    options.setNestingDepthLimit(DEPTH_MAX);
    return options;
  }

  private static final class LongNumbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1;

    @Override
    public NumericNode numberNode(int value) {
      return LongNode.valueOf(value);
    }
  }
}
