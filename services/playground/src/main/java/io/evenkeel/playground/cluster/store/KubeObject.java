package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A stored object. Its tree is never changed: {@link #edit} gives a changed copy.
 *
 * @param kind what it is
 * @param json the whole object, with {@code apiVersion}, {@code kind} and {@code metadata}
 */
public record KubeObject(Kind kind, ObjectNode json) {

  public String name() {
    return metadata().path("name").asText("");
  }

  /** {@code ""} for a cluster-wide object. */
  public String namespace() {
    return metadata().path("namespace").asText("");
  }

  public String uid() {
    return metadata().path("uid").asText("");
  }

  public long resourceVersion() {
    return metadata().path("resourceVersion").asLong();
  }

  public long generation() {
    return metadata().path("generation").asLong();
  }

  public JsonNode metadata() {
    return json.path("metadata");
  }

  public JsonNode spec() {
    return json.path("spec");
  }

  public JsonNode status() {
    return json.path("status");
  }

  public Map<String, String> labels() {
    return Tree.texts(metadata().path("labels"));
  }

  public String label(String key) {
    return metadata().path("labels").path(key).asText("");
  }

  public String annotation(String key) {
    return metadata().path("annotations").path(key).asText("");
  }

  public Instant created() {
    return Instant.parse(metadata().path("creationTimestamp").asText("1970-01-01T00:00:00Z"));
  }

  /** Whether it is being deleted: it stays until its finalizers and its containers are gone. */
  public boolean deleting() {
    return metadata().hasNonNull("deletionTimestamp");
  }

  public List<String> finalizers() {
    return Tree.elements(metadata().path("finalizers")).stream()
        .map(JsonNode::asText)
        .toList();
  }

  public List<ObjectNode> ownerReferences() {
    return Tree.objects(metadata().path("ownerReferences"));
  }

  /** The owner that controls it, if there is one. */
  public Optional<ObjectNode> controller() {
    return ownerReferences().stream()
        .filter(owner -> owner.path("controller").asBoolean())
        .findFirst();
  }

  public boolean isOwnedBy(String uid) {
    return ownerReferences().stream()
        .anyMatch(owner -> owner.path("uid").asText().equals(uid));
  }

  public boolean isControlledBy(KubeObject owner) {
    return controller().map(ref -> ref.path("uid").asText().equals(owner.uid())).orElse(false);
  }

  /** A copy, changed by {@code change}. */
  public KubeObject edit(Consumer<ObjectNode> change) {
    ObjectNode copy = json.deepCopy();
    change.accept(copy);
    return new KubeObject(kind, copy);
  }

  /** Where the store keeps it. */
  Key key() {
    return new Key(kind, namespace(), name());
  }

  record Key(Kind kind, String namespace, String name) {}
}
