package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.Base64;

/**
 * The objects that Go clients send as protobuf ({@code k8s.io/api/core/v1/generated.proto}): Helm
 * its release Secrets or ConfigMaps, the namespace it creates, and how it deletes. Everything else
 * comes as JSON.
 */
final class ProtobufObjects {

  private static final byte[] MAGIC = {'k', '8', 's', 0};

  private final ObjectNode object = Tree.object();

  private ProtobufObjects() {}

  /** Whether {@code body} is such an object. */
  static boolean isOne(byte[] body) {
    return body.length >= MAGIC.length
        && java.util.Arrays.equals(MAGIC, 0, MAGIC.length, body, 0, MAGIC.length);
  }

  /**
   * The object as JSON.
   *
   * @throws StatusException 400 for malformed bytes, 415 for other kinds
   */
  static ObjectNode read(byte[] body) {
    ProtobufObjects reader = new ProtobufObjects();
    Protobuf.of(body, MAGIC.length).forEach(reader::envelope);
    return reader.object;
  }

  /** {@code runtime.Unknown}: the type first, then the object's own bytes. */
  private void envelope(int number, Protobuf in) {
    if (number == 1) {
      in.message().forEach((field, type) -> text(object, field, type, "apiVersion", "kind"));
    } else if (number == 2) {
      in.message().forEach(body(object.path("kind").asText()));
    }
  }

  private Protobuf.Field body(String kind) {
    return switch (kind) {
      case "Secret" -> this::secret;
      case "ConfigMap" -> this::configMap;
      case "Namespace", "ServiceAccount" -> this::metadataOnly;
      case "DeleteOptions" -> this::deleteOptions;
      default ->
        throw StatusException.unsupportedMediaType(
            "the playground reads a %s as JSON or YAML, not as protobuf".formatted(kind));
    };
  }

  private void secret(int number, Protobuf in) {
    switch (number) {
      case 1 -> metadataOnly(1, in);
      case 2 -> entry(Tree.child(object, "data"), in.message(), true);
      case 3 -> object.put("type", in.text());
      case 4 -> entry(Tree.child(object, "stringData"), in.message(), false);
      case 5 -> object.put("immutable", in.number() != 0);
      default -> {}
    }
  }

  private void configMap(int number, Protobuf in) {
    switch (number) {
      case 1 -> metadataOnly(1, in);
      case 2 -> entry(Tree.child(object, "data"), in.message(), false);
      case 3 -> entry(Tree.child(object, "binaryData"), in.message(), true);
      case 4 -> object.put("immutable", in.number() != 0);
      default -> {}
    }
  }

  private void metadataOnly(int number, Protobuf in) {
    if (number == 1) {
      ObjectNode metadata = Tree.child(object, "metadata");
      in.message().forEach((field, meta) -> metadata(metadata, field, meta));
    }
  }

  private void deleteOptions(int number, Protobuf in) {
    switch (number) {
      case 1 -> object.put("gracePeriodSeconds", in.number());
      case 2 ->
        in.message()
            .forEach((field, inner) ->
                text(Tree.child(object, "preconditions"), field, inner, "uid", "resourceVersion"));
      case 3 -> object.put("orphanDependents", in.number() != 0);
      case 4 -> object.put("propagationPolicy", in.text());
      case 5 -> object.withArray("dryRun").add(in.text());
      default -> {}
    }
  }

  private static void metadata(ObjectNode metadata, int number, Protobuf in) {
    switch (number) {
      case 1 -> textUnlessEmpty(metadata, "name", in.text());
      case 2 -> textUnlessEmpty(metadata, "generateName", in.text());
      case 3 -> textUnlessEmpty(metadata, "namespace", in.text());
      case 5 -> textUnlessEmpty(metadata, "uid", in.text());
      case 6 -> textUnlessEmpty(metadata, "resourceVersion", in.text());
      case 11 -> entry(Tree.child(metadata, "labels"), in.message(), false);
      case 12 -> entry(Tree.child(metadata, "annotations"), in.message(), false);
      case 13 -> owner(metadata.withArray("ownerReferences").addObject(), in.message());
      case 14 -> metadata.withArray("finalizers").add(in.text());
      default -> {}
    }
  }

  private static void owner(ObjectNode owner, Protobuf message) {
    message.forEach((number, in) -> {
      switch (number) {
        case 1 -> owner.put("kind", in.text());
        case 3 -> owner.put("name", in.text());
        case 4 -> owner.put("uid", in.text());
        case 5 -> owner.put("apiVersion", in.text());
        case 6 -> owner.put("controller", in.number() != 0);
        case 7 -> owner.put("blockOwnerDeletion", in.number() != 0);
        default -> {}
      }
    });
  }

  private static void entry(ObjectNode into, Protobuf message, boolean binary) {
    String[] entry = {"", ""};
    message.forEach((number, in) -> {
      if (number == 1) {
        entry[0] = in.text();
      } else if (number == 2) {
        entry[1] = binary ? Base64.getEncoder().encodeToString(in.bytes()) : in.text();
      }
    });
    into.put(entry[0], entry[1]);
  }

  private static void text(ObjectNode into, int number, Protobuf in, String... members) {
    if (number >= 1 && number <= members.length) {
      into.put(members[number - 1], in.text());
    }
  }

  private static void textUnlessEmpty(ObjectNode into, String member, String text) {
    if (!text.isEmpty()) {
      into.put(member, text);
    }
  }
}
