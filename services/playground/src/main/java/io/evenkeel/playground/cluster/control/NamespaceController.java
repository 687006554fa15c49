package io.evenkeel.playground.cluster.control;

import io.evenkeel.playground.cluster.store.DeleteOptions;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Registry;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.List;

/** Gives every namespace its default ServiceAccount, and empties one that is being deleted. */
final class NamespaceController {

  private static final String DEFAULT_ACCOUNT = "default";

  private final Registry registry;

  NamespaceController(Registry registry) {
    this.registry = registry;
  }

  void reconcile(KubeObject namespace) {
    if (namespace.deleting()) {
      empty(namespace);
    } else if (registry
        .store()
        .find(Kinds.SERVICE_ACCOUNT, namespace.name(), DEFAULT_ACCOUNT)
        .isEmpty()) {
      var account = Tree.object();
      account.putObject("metadata").put("name", DEFAULT_ACCOUNT);
      registry.create(Kinds.SERVICE_ACCOUNT, namespace.name(), account, false);
    }
  }

  private void empty(KubeObject namespace) {
    content(namespace).stream()
        .filter(object -> !object.deleting())
        .forEach(object -> registry.delete(object, DeleteOptions.BACKGROUND));
    if (content(namespace).isEmpty()) {
      registry.finish(namespace);
    }
  }

  private List<KubeObject> content(KubeObject namespace) {
    return Kinds.all().stream()
        .filter(kind -> kind.namespaced())
        .flatMap(kind -> registry.store().list(kind, namespace.name()).stream())
        .toList();
  }
}
