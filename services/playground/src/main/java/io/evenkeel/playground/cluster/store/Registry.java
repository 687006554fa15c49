package io.evenkeel.playground.cluster.store;

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
    ObjectNode metadata = Incoming.created(kind, namespace, body);
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
    Incoming.updated(old, body);
    if (old.kind().hasStatus()) {
      Incoming.copy(old.json(), body, "status");
    }
    KubeObject object = admit(old.kind(), body);
    Validation.check(object, old);
    countGeneration(old, object);
    return save(old, object, dryRun);
  }

  /**
   * Replaces an object's status and nothing else.
   *
   * @param body an object with the status
   * @throws StatusException 400, 404 or 409
   */
  public KubeObject updateStatus(KubeObject old, ObjectNode body, boolean dryRun) {
    Incoming.updated(old, body);
    Tree.removeNulls(body);
    return save(old, old.edit(json -> Incoming.copy(body, json, "status")), dryRun);
  }

  /**
   * Changes an object as it is now, whatever part of it; for controllers, which are trusted.
   * Nothing happens if it is gone.
   */
  public Optional<KubeObject> edit(KubeObject earlier, Consumer<ObjectNode> change) {
    return current(earlier).map(now -> {
      KubeObject changed = now.edit(change);
      countGeneration(now, changed);
      return save(now, changed, false);
    });
  }

  /** Changes an object's status as it is now; for controllers. Nothing happens if it is gone. */
  public Optional<KubeObject> editStatus(KubeObject earlier, Consumer<ObjectNode> change) {
    return edit(earlier, json -> change.accept(Tree.child(json, "status")));
  }

  /**
   * Deletes an object, at once or as soon as nothing holds it.
   *
   * @return the object as it was deleted, or as it waits for its end
   * @throws StatusException 409 if a precondition does not hold
   */
  public KubeObject delete(KubeObject object, DeleteOptions options) {
    Incoming.checkPreconditions(object, options);
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

  private static void countGeneration(KubeObject before, KubeObject after) {
    if (isVersioned(before.kind()) && !after.spec().equals(before.spec())) {
      Tree.child(after.json(), "metadata").put("generation", before.generation() + 1);
    }
  }

  /** Whether its spec has a generation. */
  private static boolean isVersioned(Kind kind) {
    return !kind.group().isEmpty() && kind.hasStatus();
  }
}
