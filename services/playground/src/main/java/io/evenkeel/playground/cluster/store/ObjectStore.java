package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All objects in memory, with one counter of versions, the latest changes, and who wants to hear of
 * them. What may be stored is decided by {@link Registry}.
 */
public final class ObjectStore {

  /** How many changes a watch may be behind before it must list again. */
  public static final int HISTORY_MAX = 4096;

  private final Map<Kind, NavigableMap<String, KubeObject>> objects = new LinkedHashMap<>();
  private final Deque<Change> history = new ArrayDeque<>();
  private final List<Consumer<Change>> listeners = new ArrayList<>();
  private long version;
  private long forgotten;

  /** An empty store whose first change has the version 1. */
  public ObjectStore() {
    this(0, List.of());
  }

  /** A store that goes on after {@code version}; the changes that led here are forgotten. */
  public ObjectStore(long version, List<KubeObject> objects) {
    this.version = version;
    this.forgotten = version;
    objects.forEach(object -> kept(object.kind()).put(path(object.key()), object));
  }

  /** The version of the latest change. */
  public long version() {
    return version;
  }

  /** The object of that name, if there is one. */
  public Optional<KubeObject> find(Kind kind, String namespace, String name) {
    return Optional.ofNullable(
        kept(kind).get(path(new KubeObject.Key(kind, kind.namespaced() ? namespace : "", name))));
  }

  /** Objects in the order of namespace and name; of every namespace if it is {@code ""}. */
  public List<KubeObject> list(Kind kind, String namespace) {
    if (namespace.isEmpty() || !kind.namespaced()) {
      return List.copyOf(kept(kind).values());
    }
    return List.copyOf(kept(kind).subMap(namespace + "/", namespace + "0").values());
  }

  /** Every object of every kind. */
  public List<KubeObject> all() {
    List<KubeObject> all = new ArrayList<>();
    objects.values().forEach(kept -> all.addAll(kept.values()));
    return all;
  }

  /** Stores an object under its name and gives it the next version. */
  public KubeObject put(KubeObject object) {
    KubeObject stored = versioned(object);
    KubeObject before = kept(object.kind()).put(path(object.key()), stored);
    tell(before == null ? Change.Type.ADDED : Change.Type.MODIFIED, stored, before);
    return stored;
  }

  /** Forgets an object; the answer has the deletion's version. */
  public KubeObject remove(KubeObject object) {
    KubeObject before = kept(object.kind()).remove(path(object.key()));
    KubeObject gone = versioned(before == null ? object : before);
    tell(Change.Type.DELETED, gone, before);
    return gone;
  }

  /**
   * The changes after {@code since}, oldest first.
   *
   * @throws StatusException 410 if they are no longer known
   */
  public List<Change> changesAfter(long since) {
    if (since < forgotten) {
      throw StatusException.expired(
          "too old resource version: %d (%d)".formatted(since, forgotten));
    }
    return history.stream().filter(change -> change.version() > since).toList();
  }

  /**
   * Calls {@code listener} after each change, before the writer gets its answer. A listener must
   * not write: it notes what there is to do and does it later.
   *
   * @return ends the notification when run
   */
  public Runnable onChange(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tell(Change.Type type, KubeObject object, @Nullable KubeObject before) {
    Change change = new Change(type, object, before, version);
    history.add(change);
    if (history.size() > HISTORY_MAX) {
      forgotten = history.remove().version();
    }
    List.copyOf(listeners).forEach(listener -> listener.accept(change));
  }

  private KubeObject versioned(KubeObject object) {
    String next = Long.toString(++version);
    return object.edit(json -> ((ObjectNode) json.get("metadata")).put("resourceVersion", next));
  }

  private NavigableMap<String, KubeObject> kept(Kind kind) {
    return objects.computeIfAbsent(kind, added -> new TreeMap<>());
  }

  private static String path(KubeObject.Key key) {
    return key.namespace().isEmpty() ? key.name() : key.namespace() + "/" + key.name();
  }
}
