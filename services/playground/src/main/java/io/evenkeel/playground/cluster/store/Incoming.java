package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a client may say about an object's identity and what only the server says. */
final class Incoming {

  /** What a client may send but only the server sets. */
  private static final List<String> SERVER_SET =
      List.of("uid", "creationTimestamp", "deletionTimestamp", "generation", "selfLink");

  /** What an update keeps, whatever the client sends. */
  private static final List<String> KEPT = List.of(
      "name",
      "namespace",
      "uid",
      "creationTimestamp",
      "deletionTimestamp",
      "deletionGracePeriodSeconds",
      "generation",
      "generateName");

  private Incoming() {}

  /**
   * Prepares a new object of {@code kind} in {@code namespace}; answers its metadata.
   *
   * @throws StatusException 400 if the body is about something else
   */
  static ObjectNode created(Kind kind, String namespace, ObjectNode body) {
    ObjectNode metadata = prepare(kind, namespace, body);
    if (metadata.hasNonNull("resourceVersion")) {
      throw StatusException.badRequest(
          "resourceVersion should not be set on objects to be created");
    }
    metadata.remove(SERVER_SET);
    return metadata;
  }

  /**
   * Prepares a body that takes the place of {@code old}.
   *
   * @throws StatusException 400 if it is about something else, 409 if it is out of date
   */
  static void updated(KubeObject old, ObjectNode body) {
    ObjectNode metadata = prepare(old.kind(), old.namespace(), body);
    String name = metadata.path("name").asText("");
    if (!name.isEmpty() && !name.equals(old.name())) {
      throw StatusException.badRequest(
          "the name of the object (%s) does not match the name on the".formatted(name)
              + " URL (%s)".formatted(old.name()));
    }
    String uid = metadata.path("uid").asText("");
    String version = metadata.path("resourceVersion").asText("");
    if (!uid.isEmpty() && !uid.equals(old.uid())) {
      throw StatusException.conflict(
          old.kind(),
          old.name(),
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(uid, old.uid()));
    }
    if (!version.isEmpty() && !version.equals(Long.toString(old.resourceVersion()))) {
      throw StatusException.conflict(
          old.kind(),
          old.name(),
          "the object has been modified; please apply your changes to the latest version and try"
              + " again");
    }
    ObjectNode before = (ObjectNode) old.metadata();
    KEPT.forEach(member -> copy(before, metadata, member));
    copy(before, metadata, "resourceVersion");
  }

  /** Refuses, with 409, to delete another object than the one meant. */
  static void checkPreconditions(KubeObject object, DeleteOptions options) {
    boolean uid = options.uid().isEmpty() || options.uid().equals(object.uid());
    boolean version = options.resourceVersion().isEmpty()
        || options.resourceVersion().equals(Long.toString(object.resourceVersion()));
    if (!uid || !version) {
      throw StatusException.conflict(
          object.kind(),
          object.name(),
          "Precondition failed: the object's uid or resourceVersion is another one");
    }
  }

  /** Gives {@code to} the member as {@code from} has it, or none. */
  static void copy(ObjectNode from, ObjectNode to, String member) {
    JsonNode value = from.get(member);
    if (value == null) {
      to.remove(member);
    } else {
      to.set(member, value.deepCopy());
    }
  }

  private static ObjectNode prepare(Kind kind, String namespace, ObjectNode body) {
    requireSame("API version", body.path("apiVersion"), kind.apiVersion());
    requireSame("kind", body.path("kind"), kind.name());
    if (body.has("metadata") && !body.path("metadata").isObject()) {
      throw StatusException.badRequest("metadata must be an object");
    }
    ObjectNode metadata = Tree.child(body, "metadata");
    String given = metadata.path("namespace").asText("");
    if (!given.isEmpty() && !given.equals(namespace)) {
      throw StatusException.badRequest("the namespace of the provided object does not match the"
          + " namespace sent on the request");
    }
    metadata.remove("namespace");
    if (kind.namespaced()) {
      metadata.put("namespace", namespace);
    }
    return metadata;
  }

  private static void requireSame(String what, JsonNode given, String expected) {
    if (!given.asText("").isEmpty() && !given.asText().equals(expected)) {
      throw StatusException.badRequest("the %s in the data (%s) does not match the expected %s (%s)"
          .formatted(what, given.asText(), what, expected));
    }
  }
}
