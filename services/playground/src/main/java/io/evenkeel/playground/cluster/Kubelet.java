package io.evenkeel.playground.cluster;

import io.evenkeel.playground.cluster.api.LogSource;
import io.evenkeel.playground.cluster.api.PodLogs;
import io.evenkeel.playground.cluster.control.Pods;
import io.evenkeel.playground.cluster.store.Change;
import io.evenkeel.playground.cluster.store.Kind;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.StatusException;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs every pod of the cluster, and keeps what their containers print. */
final class Kubelet implements PodLogs {

  private static final Set<Kind> DEPENDENCIES =
      Set.of(Kinds.CONFIG_MAP, Kinds.SECRET, Kinds.PERSISTENT_VOLUME_CLAIM);

  private final Node node;
  private final Map<String, PodWorker> workers = new LinkedHashMap<>();
  private Runnable unsubscribe = () -> {};
  private Future<Void> cleaning = Future.succeededFuture();

  Kubelet(Node node) {
    this.node = node;
  }

  /** Takes on every pod that is not over; pods that ran before run again. */
  void start() {
    unsubscribe = node.registry().store().onChange(this::onChange);
    node.registry().store().list(Kinds.POD, "").forEach(this::takeOn);
  }

  /**
   * Stops every container; the pods' objects stay as they are. Completes when no file is being
   * removed any more.
   */
  Future<Void> stop() {
    unsubscribe.run();
    List.copyOf(workers.values()).forEach(PodWorker::detach);
    workers.clear();
    return cleaning;
  }

  @Override
  public Future<LogSource> log(KubeObject pod, String container, boolean previous) {
    PodWorker worker = workers.get(pod.uid());
    if (worker == null) {
      return node.files().readLog(pod.uid(), container).map(LogSource.class::cast);
    }
    @Nullable ContainerWorker found = worker.container(container).orElse(null);
    if (found == null || (!found.hasStarted() && !previous)) {
      String reason = found == null ? "unknown" : found.waitingReason();
      return Future.failedFuture(
          StatusException.badRequest("container \"%s\" in pod \"%s\" is waiting to start: %s"
              .formatted(container, pod.name(), reason)));
    }
    @Nullable ContainerLog log = found.log(previous);
    return log == null
        ? Future.failedFuture(StatusException.badRequest(
            "previous terminated container \"%s\" in pod \"%s\" not found"
                .formatted(container, pod.name())))
        : Future.succeededFuture(log);
  }

  private void onChange(Change change) {
    KubeObject object = change.object();
    if (object.kind().equals(Kinds.POD)) {
      node.queue().add("pod " + object.uid(), () -> sync(object));
    } else if (DEPENDENCIES.contains(object.kind())) {
      String namespace = object.namespace();
      node.queue().add("dependencies " + namespace, () -> dependencyChanged(namespace));
    }
  }

  private void sync(KubeObject pod) {
    PodWorker worker = workers.get(pod.uid());
    KubeObject current = node.registry().current(pod).orElse(null);
    if (current == null) {
      remove(pod, worker);
    } else if (worker == null) {
      takeOn(current);
    } else {
      worker.podChanged(current);
    }
  }

  private void takeOn(KubeObject pod) {
    if (pod.deleting()) {
      node.queue().add("finish " + pod.uid(), () -> node.registry().finish(pod));
    } else if (!Pods.isOver(pod) && !workers.containsKey(pod.uid())) {
      PodWorker worker = new PodWorker(node, pod);
      workers.put(pod.uid(), worker);
      worker.start();
    }
  }

  private void remove(KubeObject pod, @Nullable PodWorker worker) {
    workers.remove(pod.uid());
    if (worker != null) {
      worker.kill();
    }
    cleaning = cleaning.eventually(() -> node.files().remove(pod.uid()).otherwiseEmpty());
  }

  private void dependencyChanged(String namespace) {
    List.copyOf(workers.values()).stream()
        .filter(worker -> worker.object().namespace().equals(namespace))
        .forEach(PodWorker::dependencyChanged);
  }
}
