package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.DeleteOptions;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Names;
import io.evenkeel.playground.cluster.store.Registry;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rolls a Deployment out: one ReplicaSet per pod template, the newest growing while the others
 * shrink. Revisions and their history are what {@code kubectl rollout} and Helm expect.
 */
final class Deployments {

  static final String REVISION = "deployment.kubernetes.io/revision";
  static final String TEMPLATE_HASH = "pod-template-hash";
  private static final String COMPONENT = "deployment-controller";
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final Registry registry;
  private final EventRecorder events;
  private final DeploymentStatus statuses;

  Deployments(Registry registry, EventRecorder events, WorkQueue queue) {
    this.registry = registry;
    this.events = events;
    this.statuses = new DeploymentStatus(registry, queue, this::reconcileCurrent);
  }

  void reconcile(KubeObject deployment) {
    if (deployment.deleting()) {
      return;
    }
    boolean paused = deployment.spec().path("paused").asBoolean();
    Optional<KubeObject> fresh = current(deployment);
    if (fresh.isEmpty() && !paused) {
      fresh = Optional.of(create(deployment));
    }
    fresh.ifPresent(set -> {
      KubeObject revised = paused ? set : revise(deployment, set);
      scale(deployment, revised);
    });
    statuses.update(deployment, sets(deployment), fresh.map(KubeObject::name).orElse(""));
    removeOldest(deployment);
  }

  private void reconcileCurrent(KubeObject earlier) {
    registry.current(earlier).ifPresent(this::reconcile);
  }

  /** The ReplicaSet with the Deployment's present template. */
  private Optional<KubeObject> current(KubeObject deployment) {
    JsonNode template = deployment.spec().path("template");
    return sets(deployment).stream()
        .filter(set -> withoutHash(set.spec().path("template")).equals(template))
        .findFirst();
  }

  private static JsonNode withoutHash(JsonNode template) {
    ObjectNode copy = template.deepCopy();
    Tree.child(Tree.child(copy, "metadata"), "labels").remove(TEMPLATE_HASH);
    return copy;
  }

  private KubeObject create(KubeObject deployment) {
    String hash = freeHash(deployment);
    ObjectNode set = Tree.object();
    ObjectNode metadata = set.putObject("metadata").put("name", deployment.name() + "-" + hash);
    metadata.set("ownerReferences", Ownership.reference(deployment));
    ObjectNode spec = set.putObject("spec").put("replicas", 0);
    spec.set("selector", deployment.spec().path("selector").deepCopy());
    spec.set("template", deployment.spec().path("template").deepCopy());
    Tree.child(Tree.child(spec, "selector"), "matchLabels").put(TEMPLATE_HASH, hash);
    ObjectNode labels = Tree.child(Tree.child(Tree.child(spec, "template"), "metadata"), "labels");
    metadata.set("labels", labels.put(TEMPLATE_HASH, hash).deepCopy());
    return registry.create(Kinds.REPLICA_SET, deployment.namespace(), set, false);
  }

  /** The hash of the template; another one if a different template has it already. */
  private String freeHash(KubeObject deployment) {
    long hash = deployment.spec().path("template").hashCode() & 0xffffffffL;
    String text = Names.encode(hash);
    while (registry
        .store()
        .find(Kinds.REPLICA_SET, deployment.namespace(), deployment.name() + "-" + text)
        .isPresent()) {
      text = Names.encode(++hash);
    }
    return text;
  }

  /** The current ReplicaSet has the highest revision, which the Deployment shows as its own. */
  private KubeObject revise(KubeObject deployment, KubeObject fresh) {
    long highest = sets(deployment).stream()
        .filter(set -> !set.name().equals(fresh.name()))
        .mapToLong(Deployments::revision)
        .max()
        .orElse(0);
    long revision = revision(fresh) > highest ? revision(fresh) : highest + 1;
    KubeObject revised =
        registry.edit(fresh, set -> annotate(deployment, set, revision)).orElse(fresh);
    registry.edit(deployment, json -> annotations(json).put(REVISION, Long.toString(revision)));
    return revised;
  }

  private static void annotate(KubeObject deployment, ObjectNode set, long revision) {
    ObjectNode annotations = annotations(set);
    Tree.texts(deployment.metadata().path("annotations")).forEach((key, value) -> {
      if (!key.equals(LAST_APPLIED) && !key.equals(REVISION)) {
        annotations.put(key, value);
      }
    });
    annotations.put(REVISION, Long.toString(revision));
  }

  private void scale(KubeObject deployment, KubeObject fresh) {
    List<KubeObject> old = sets(deployment).stream()
        .filter(set -> !set.name().equals(fresh.name()))
        .toList();
    Rollout rollout = Rollout.of(deployment.spec());
    List<Rollout.Size> sizes = old.stream().map(Deployments::size).toList();
    if (deployment.spec().path("strategy").path("type").asText().equals("Recreate")) {
      recreate(deployment, fresh, old, rollout.replicas());
      return;
    }
    resize(deployment, fresh, rollout.grow(size(fresh), sizes));
    KubeObject grown = registry.current(fresh).orElse(fresh);
    List<Integer> shrunk = rollout.shrink(size(grown), sizes);
    for (int i = 0; i < old.size(); i++) {
      resize(deployment, old.get(i), shrunk.get(i));
    }
  }

  /** All old pods end before the first new one starts. */
  private void recreate(
      KubeObject deployment, KubeObject fresh, List<KubeObject> old, int replicas) {
    old.forEach(set -> resize(deployment, set, 0));
    boolean gone = registry.store().list(Kinds.POD, deployment.namespace()).stream()
        .noneMatch(pod -> old.stream().anyMatch(pod::isControlledBy) && !Pods.isOver(pod));
    if (gone) {
      resize(deployment, fresh, replicas);
    }
  }

  private void resize(KubeObject deployment, KubeObject set, int replicas) {
    int before = set.spec().path("replicas").asInt();
    if (before == replicas) {
      return;
    }
    registry.edit(set, json -> Tree.child(json, "spec").put("replicas", replicas));
    events.normal(
        deployment,
        COMPONENT,
        "ScalingReplicaSet",
        "Scaled %s replica set %s from %d to %d"
            .formatted(replicas > before ? "up" : "down", set.name(), before, replicas));
  }

  private void removeOldest(KubeObject deployment) {
    int limit = deployment.spec().path("revisionHistoryLimit").asInt(10);
    List<KubeObject> all = sets(deployment);
    List<KubeObject> idle = all.subList(0, Math.max(0, all.size() - 1)).stream()
        .filter(set -> set.spec().path("replicas").asInt() == 0
            && set.status().path("replicas").asInt() == 0)
        .toList();
    idle.subList(0, Math.max(0, idle.size() - limit))
        .forEach(set -> registry.delete(set, DeleteOptions.BACKGROUND));
  }

  /** Its ReplicaSets, oldest revision first. */
  private List<KubeObject> sets(KubeObject deployment) {
    return Ownership.controlled(registry.store(), Kinds.REPLICA_SET, deployment).stream()
        .sorted(Comparator.comparing(Deployments::revision))
        .toList();
  }

  private static long revision(KubeObject set) {
    String revision = set.annotation(REVISION);
    return revision.matches("[0-9]{1,18}") ? Long.parseLong(revision) : 0;
  }

  private static Rollout.Size size(KubeObject set) {
    int available = set.status().path("availableReplicas").asInt();
    int wanted = set.spec().path("replicas").asInt();
    return new Rollout.Size(wanted, Math.min(available, wanted));
  }

  private static ObjectNode annotations(ObjectNode object) {
    return Tree.child(Tree.child(object, "metadata"), "annotations");
  }
}
