package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Objects as Go clients send them: Helm its release Secrets, {@code kubectl create} everything.
 * They are turned into JSON as it would have been sent.
 */
final class ProtobufObjects {

  private static final byte[] MAGIC = {'k', '8', 's', 0};

  private ProtobufObjects() {}

  /** Whether {@code body} is such an object. */
  static boolean isOne(byte[] body) {
    return body.length >= MAGIC.length
        && Arrays.equals(MAGIC, 0, MAGIC.length, body, 0, MAGIC.length);
  }

  /**
   * The object as JSON.
   *
   * @throws StatusException 400 for malformed bytes, 415 for a kind that is not known here
   */
  static ObjectNode read(byte[] body) {
    ObjectNode object = Tree.object();
    Protobuf.of(body, MAGIC.length).forEach((number, in) -> envelope(object, number, in));
    return object;
  }

  /** {@code runtime.Unknown}: the type first, then the object's own bytes. */
  private static void envelope(ObjectNode object, int number, Protobuf in) {
    if (number == 1) {
      in.message().forEach((field, type) -> {
        if (field == 1 || field == 2) {
          object.put(field == 1 ? "apiVersion" : "kind", type.text());
        }
      });
    } else if (number == 2) {
      String kind = object.path("kind").asText();
      if (!ProtobufMessages.isKnown(kind)) {
        throw StatusException.unsupportedMediaType(
            "the playground reads a %s as JSON or YAML, not as protobuf".formatted(kind));
      }
      read(kind, in.message(), object);
    }
  }

  private static ObjectNode read(String message, Protobuf fields, ObjectNode into) {
    fields.forEach((number, in) ->
        ProtobufMessages.field(message, number).ifPresent(field -> read(field, in, into)));
    return into;
  }

  private static void read(ProtobufMessages.Field field, Protobuf in, ObjectNode into) {
    if (field.inline()) {
      read(field.type(), in.message(), into);
      return;
    }
    switch (field.shape()) {
      case LIST -> into.withArray(field.member()).add(value(field.type(), in));
      case MAP -> entry(field.type(), in.message(), Tree.child(into, field.member()));
      case ONE -> {
        JsonNode value = value(field.type(), in);
        if (field.keepsZero() || !isZero(value)) {
          into.set(field.member(), value);
        }
      }
    }
  }

  private static void entry(String type, Protobuf message, ObjectNode into) {
    AtomicReference<String> key = new AtomicReference<>("");
    AtomicReference<JsonNode> value = new AtomicReference<>(into.textNode(""));
    message.forEach((number, in) -> {
      if (number == 1) {
        key.set(in.text());
      } else if (number == 2) {
        value.set(value(type, in));
      }
    });
    into.set(key.get(), value.get());
  }

  private static JsonNode value(String type, Protobuf in) {
    ObjectNode nodes = Tree.object();
    return switch (type) {
      case "text" -> nodes.textNode(in.text());
      case "int" -> nodes.numberNode(in.number());
      case "bool" -> nodes.booleanNode(in.number() != 0);
      case "double" -> nodes.numberNode(in.decimal());
      case "bytes" -> nodes.textNode(Base64.getEncoder().encodeToString(in.bytes()));
      case "time" -> time(in.message());
      case "quantity" -> read("Quantity", in.message(), nodes).path("string");
      case "intOrString" -> intOrString(in.message());
      default -> read(type, in.message(), nodes);
    };
  }

  /** {@code seconds} and {@code nanos} since 1970; nothing for the zero time of Go. */
  private static JsonNode time(Protobuf message) {
    ObjectNode time = read("Time", message, Tree.object());
    long seconds = time.path("seconds").asLong();
    return seconds <= 0
        ? time.textNode("")
        : time.textNode(
            Instant.ofEpochSecond(seconds, time.path("nanos").asLong()).toString());
  }

  private static JsonNode intOrString(Protobuf message) {
    ObjectNode both = read("IntOrString", message, Tree.object());
    return both.path("type").asInt() == 0
        ? both.numberNode(both.path("number").asLong())
        : both.textNode(both.path("string").asText(""));
  }

  private static boolean isZero(JsonNode value) {
    return value.isContainerNode()
        ? value.isEmpty()
        : value.asText("").isEmpty()
            || value.asText().equals("0")
            || value.asText().equals("false");
  }
}
