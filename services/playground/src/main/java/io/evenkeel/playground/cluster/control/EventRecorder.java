package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.ObjectStore;
import io.evenkeel.playground.cluster.store.Registry;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.Comparator;
import java.util.Objects;

/** Writes the Events that {@code kubectl describe} shows. Equal ones are counted, old ones go. */
public final class EventRecorder {

  /** How many events the cluster keeps. */
  public static final int EVENTS_MAX = 1000;

  private final Registry registry;

  /** Writes to {@code registry}. */
  public EventRecorder(Registry registry) {
    this.registry = registry;
  }

  /** Something happened as it should. */
  public void normal(KubeObject about, String component, String reason, String message) {
    record(about, component, "Normal", reason, message);
  }

  /** Something happened that an operator should know. */
  public void warning(KubeObject about, String component, String reason, String message) {
    record(about, component, "Warning", reason, message);
  }

  private void record(
      KubeObject about, String component, String type, String reason, String message) {
    ObjectStore store = registry.store();
    String namespace = about.namespace().isEmpty() ? "default" : about.namespace();
    String name = "%s.%08x".formatted(about.name(), Objects.hash(about.uid(), reason, message));
    boolean active = store
        .find(Kinds.NAMESPACE, "", namespace)
        .filter(found -> !found.deleting())
        .isPresent();
    if (!active) {
      return;
    }
    store
        .find(Kinds.EVENT, namespace, name)
        .ifPresentOrElse(
            this::countAgain,
            () -> create(namespace, event(about, name, component, type, reason, message)));
  }

  private void countAgain(KubeObject event) {
    registry.edit(event, json -> json.put("count", json.path("count").asLong() + 1)
        .put("lastTimestamp", registry.now()));
  }

  private void create(String namespace, ObjectNode event) {
    registry.create(Kinds.EVENT, namespace, event, false);
    var events = registry.store().list(Kinds.EVENT, "");
    if (events.size() > EVENTS_MAX) {
      events.stream()
          .min(Comparator.comparing(KubeObject::resourceVersion))
          .ifPresent(registry::finish);
    }
  }

  private ObjectNode event(
      KubeObject about, String name, String component, String type, String reason, String message) {
    String now = registry.now();
    ObjectNode event = Tree.object();
    event.putObject("metadata").put("name", name);
    event
        .putObject("involvedObject")
        .put("kind", about.kind().name())
        .put("namespace", about.namespace())
        .put("name", about.name())
        .put("uid", about.uid())
        .put("apiVersion", about.kind().apiVersion())
        .put("resourceVersion", Long.toString(about.resourceVersion()));
    event.put("reason", reason).put("message", message).put("type", type);
    event.putObject("source").put("component", component);
    event.put("reportingComponent", component).put("reportingInstance", "");
    event.put("firstTimestamp", now).put("lastTimestamp", now);
    return event.put("count", 1);
  }
}
