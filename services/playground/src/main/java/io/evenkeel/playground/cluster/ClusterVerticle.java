package io.evenkeel.playground.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.api.ApiServer;
import io.evenkeel.playground.cluster.control.Controllers;
import io.evenkeel.playground.cluster.control.EventRecorder;
import io.evenkeel.playground.cluster.control.WorkQueue;
import io.evenkeel.playground.cluster.store.Journal;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.Registry;
import io.evenkeel.playground.cluster.store.Tree;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts of a cluster and the order in which they come up; all of it on one context. */
final class ClusterVerticle extends VerticleBase {

  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  private final ContainerRuntime runtime;
  private final ClusterConfig config;
  private @Nullable Journal journal;
  private @Nullable Controllers controllers;
  private @Nullable Kubelet kubelet;
  private @Nullable PodNetwork network;
  private int port;

  ClusterVerticle(ContainerRuntime runtime, ClusterConfig config) {
    this.runtime = runtime;
    this.config = config;
  }

  @Override
  public Future<?> start() {
    return Journal.open(vertx, config.directory())
        .compose(opened -> assemble(opened).recover(this::stopAfter));
  }

  @Override
  public Future<?> stop() {
    if (controllers != null) {
      controllers.stop();
    }
    Future<Void> stopped = kubelet == null ? Future.succeededFuture() : kubelet.stop();
    return stopped.eventually(() -> journal == null ? Future.succeededFuture() : journal.close());
  }

  /** The port of the API, once it has started. */
  int port() {
    return port;
  }

  /** The network, once it has started. */
  ClusterNetwork network() {
    return Objects.requireNonNull(network, "the cluster has not started");
  }

  private Future<Void> assemble(Journal opened) {
    Registry registry = new Registry(opened.store(), config.clock());
    EventRecorder events = new EventRecorder(registry);
    WorkQueue queue = new WorkQueue(vertx);
    Node node = new Node(vertx, context, registry, events, queue, runtime, config.directory());
    Kubelet pods = new Kubelet(node);
    Controllers loops = new Controllers(registry, events, queue);
    journal = opened;
    kubelet = pods;
    controllers = loops;
    furnish(registry);
    pods.start();
    network = new PodNetwork(registry.store());
    loops.start();
    return new ApiServer(vertx, registry, opened, pods)
        .listen(config.port())
        .onSuccess(server -> port = server.actualPort())
        .compose(server -> opened.flushed());
  }

  private Future<Void> stopAfter(Throwable failure) {
    return stop().transform(stopped -> Future.failedFuture(failure));
  }

  /** What every cluster has from the start. */
  private static void furnish(Registry registry) {
    for (String name : NAMESPACES) {
      if (registry.store().find(Kinds.NAMESPACE, "", name).isEmpty()) {
        ObjectNode namespace = Tree.object();
        namespace.putObject("metadata").put("name", name);
        registry.create(Kinds.NAMESPACE, "", namespace, false);
      }
    }
    Node.register(registry, ApiServer.VERSION);
  }
}
