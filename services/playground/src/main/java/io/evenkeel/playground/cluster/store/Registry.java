package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What may be written: names, defaults, checks, versions, generations. The API and the controllers
 * write through here.
 */
public final class Registry {

  private static final int NAME_ATTEMPTS_MAX = 8;

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

  private final ObjectStore store;
  private final ServiceAddresses addresses;
  private final Clock clock;
  private final Random random = new Random();

  /** Writes to {@code store}, with time stamps of {@code clock}. */
  public Registry(ObjectStore store, Clock clock) {
    this.store = store;
    this.addresses = new ServiceAddresses(store);
    this.clock = clock;
  }

  /** The objects, to read. */
  public ObjectStore store() {
    return store;
  }

  /** The present second as the API writes it. */
  public String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The clock behind {@link #now}. */
  public Clock clock() {
    return clock;
  }

  /**
   * The object of that name.
   *
   * @throws StatusException 404
   */
  public KubeObject get(Kind kind, String namespace, String name) {
    return store
        .find(kind, namespace, name)
        .orElseThrow(() -> StatusException.notFound(kind, name));
  }

  /**
   * The object as it is now, if it still is the same one.
   *
   * @param earlier as it was at some time
   */
  public Optional<KubeObject> current(KubeObject earlier) {
    return store
        .find(earlier.kind(), earlier.namespace(), earlier.name())
        .filter(found -> found.uid().equals(earlier.uid()));
  }

  /**
   * Creates an object.
   *
   * @param namespace where; {@code ""} for a cluster-wide kind
   * @param body the object; it is changed
   * @param dryRun answer, but store nothing
   * @throws StatusException 400, 404, 409 or 422
   */
  public KubeObject create(Kind kind, String namespace, ObjectNode body, boolean dryRun) {
    ObjectNode metadata = prepare(kind, namespace, body);
    if (metadata.hasNonNull("resourceVersion")) {
      throw StatusException.badRequest(
          "resourceVersion should not be set on objects to be created");
    }
    metadata.remove(SERVER_SET);
    name(kind, namespace, metadata);
    Namespaces.requireActive(store, kind, namespace, metadata.path("name").asText());
    metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", now());
    if (isVersioned(kind)) {
      metadata.put("generation", 1);
    }
    InitialStatus.apply(kind, body);
    KubeObject object = admit(kind, body);
    Validation.check(object, null);
    if (store.find(kind, namespace, object.name()).isPresent()) {
      throw StatusException.alreadyExists(kind, object.name());
    }
    return dryRun ? object : store.put(object);
  }

  /**
   * Replaces an object, but for its status where that has a path of its own.
   *
   * @param body the whole object; it is changed
   * @throws StatusException 400, 404, 409 or 422
   */
  public KubeObject update(KubeObject old, ObjectNode body, boolean dryRun) {
    prepareUpdate(old, body);
    if (old.kind().hasStatus()) {
      copy(old.json(), body, "status");
    }
    KubeObject object = admit(old.kind(), body);
    Validation.check(object, old);
    if (isVersioned(old.kind()) && !object.spec().equals(old.spec())) {
      ObjectNode metadata = Tree.child(object.json(), "metadata");
      metadata.put("generation", old.generation() + 1);
    }
    return save(old, object, dryRun);
  }

  /**
   * Replaces an object's status and nothing else.
   *
   * @param body an object with the status
   * @throws StatusException 400, 404 or 409
   */
  public KubeObject updateStatus(KubeObject old, ObjectNode body, boolean dryRun) {
    prepareUpdate(old, body);
    Tree.removeNulls(body);
    return save(old, old.edit(json -> copy(body, json, "status")), dryRun);
  }

  /** Changes an object as it is now; for controllers. Nothing happens if it is gone. */
  public Optional<KubeObject> edit(KubeObject earlier, Consumer<ObjectNode> change) {
    return current(earlier).map(now -> update(now, withoutVersion(now.edit(change)), false));
  }

  /** Changes an object's status as it is now; for controllers. Nothing happens if it is gone. */
  public Optional<KubeObject> editStatus(KubeObject earlier, Consumer<ObjectNode> change) {
    return current(earlier).map(now -> {
      KubeObject changed = now.edit(json -> change.accept(Tree.child(json, "status")));
      return updateStatus(now, withoutVersion(changed), false);
    });
  }

  /**
   * Deletes an object, at once or as soon as nothing holds it.
   *
   * @return the object as it was deleted, or as it waits for its end
   * @throws StatusException 409 if a precondition does not hold
   */
  public KubeObject delete(KubeObject object, DeleteOptions options) {
    checkPreconditions(object, options);
    KubeObject marked = Deletion.mark(object, options, now());
    if (options.dryRun()) {
      return marked;
    }
    if (Deletion.holds(marked)) {
      return marked.equals(object) ? object : store.put(marked);
    }
    return store.remove(object);
  }

  /** Removes what was only waiting for its end. */
  public void finish(KubeObject object) {
    current(object).ifPresent(store::remove);
  }

  private KubeObject save(KubeObject old, KubeObject object, boolean dryRun) {
    if (object.json().equals(old.json()) || dryRun) {
      return object;
    }
    if (old.deleting() && !Deletion.holds(object)) {
      return store.remove(object);
    }
    return store.put(object);
  }

  private KubeObject admit(Kind kind, ObjectNode body) {
    Tree.removeNulls(body);
    body.put("apiVersion", kind.apiVersion()).put("kind", kind.name());
    Defaults.apply(kind, body);
    if (kind.equals(Kinds.SERVICE)) {
      addresses.assign(body);
    }
    return new KubeObject(kind, body);
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

  private void name(Kind kind, String namespace, ObjectNode metadata) {
    String base = metadata.path("generateName").asText("");
    if (!metadata.path("name").asText("").isEmpty()) {
      return;
    }
    if (base.isEmpty()) {
      throw StatusException.invalid(
          kind,
          "",
          List.of(
              StatusException.Cause.required("metadata.name", "name or generateName is required")));
    }
    String name = Names.generate(base, random);
    for (int i = 0; i < NAME_ATTEMPTS_MAX && taken(kind, namespace, name); i++) {
      name = Names.generate(base, random);
    }
    metadata.put("name", name);
  }

  private boolean taken(Kind kind, String namespace, String name) {
    return store.find(kind, namespace, name).isPresent();
  }

  private static void prepareUpdate(KubeObject old, ObjectNode body) {
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

  private static void checkPreconditions(KubeObject object, DeleteOptions options) {
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

  private static void copy(ObjectNode from, ObjectNode to, String member) {
    JsonNode value = from.get(member);
    if (value == null) {
      to.remove(member);
    } else {
      to.set(member, value.deepCopy());
    }
  }

  private static ObjectNode withoutVersion(KubeObject object) {
    ((ObjectNode) object.metadata()).remove("resourceVersion");
    return object.json();
  }

  /** Whether its spec has a generation. */
  private static boolean isVersioned(Kind kind) {
    return !kind.group().isEmpty() && kind.hasStatus();
  }
}
