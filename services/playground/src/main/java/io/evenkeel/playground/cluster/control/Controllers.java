package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Change;
import io.evenkeel.playground.cluster.store.Kind;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Registry;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Wakes the controllers: a change of an object wakes the one for its kind, the one of its owner,
 * and those who select or contain it.
 */
public final class Controllers {

  private final Registry registry;
  private final WorkQueue queue;
  private final GarbageCollector garbage;
  private final Map<Kind, Consumer<KubeObject>> reconcilers;
  private Runnable unsubscribe = () -> {};

  /** Controllers of what {@code registry} holds; their work goes through {@code queue}. */
  public Controllers(Registry registry, EventRecorder events, WorkQueue queue) {
    this.registry = registry;
    this.queue = queue;
    this.garbage = new GarbageCollector(registry);
    this.reconcilers = Map.of(
        Kinds.NAMESPACE, new NamespaceController(registry)::reconcile,
        Kinds.DEPLOYMENT, new Deployments(registry, events, queue)::reconcile,
        Kinds.REPLICA_SET, new ReplicaSets(registry, events)::reconcile,
        Kinds.JOB, new Jobs(registry, events, queue)::reconcile,
        Kinds.SERVICE, new ServiceEndpoints(registry)::reconcile);
  }

  /** Looks at everything once, then at what changes. */
  public void start() {
    unsubscribe = registry.store().onChange(this::onChange);
    registry.store().all().forEach(this::wake);
    queue.add("garbage", garbage::collect);
  }

  /** Looks at nothing any more. */
  public void stop() {
    unsubscribe.run();
    queue.close();
  }

  private void onChange(Change change) {
    KubeObject object = change.object();
    boolean deleted = change.type() == Change.Type.DELETED;
    if (!deleted) {
      wake(object);
    }
    object.ownerReferences().forEach(owner -> owner(object, owner).ifPresent(this::wake));
    if (object.kind().equals(Kinds.POD)) {
      registry.store().list(Kinds.SERVICE, object.namespace()).forEach(this::wake);
      wakeGrandparent(object);
    }
    if (deleted) {
      queue.add("garbage", garbage::collect);
      registry
          .store()
          .find(Kinds.NAMESPACE, "", object.namespace())
          .filter(KubeObject::deleting)
          .ifPresent(this::wake);
    } else if (!object.ownerReferences().isEmpty() && change.before() == null) {
      queue.add("garbage", garbage::collect);
    }
  }

  /** A Deployment that replaces all pods at once waits for the pods, not only for its sets. */
  private void wakeGrandparent(KubeObject pod) {
    pod.controller()
        .flatMap(reference -> owner(pod, reference))
        .flatMap(set -> set.controller().flatMap(reference -> owner(set, reference)))
        .ifPresent(this::wake);
  }

  private Optional<KubeObject> owner(KubeObject object, ObjectNode reference) {
    String apiVersion = reference.path("apiVersion").asText();
    return Kinds.byName(apiVersion, reference.path("kind").asText())
        .flatMap(kind -> registry
            .store()
            .find(kind, object.namespace(), reference.path("name").asText()))
        .filter(found -> found.uid().equals(reference.path("uid").asText()));
  }

  private void wake(KubeObject object) {
    Consumer<KubeObject> reconciler = reconcilers.get(object.kind());
    if (reconciler != null) {
      queue.add("reconcile " + object.uid(), () -> current(object, reconciler));
    }
    if (object.deleting()) {
      queue.add("release " + object.uid(), () -> current(object, garbage::release));
    }
  }

  private void current(KubeObject object, Consumer<KubeObject> work) {
    registry.current(object).ifPresent(work);
  }
}
