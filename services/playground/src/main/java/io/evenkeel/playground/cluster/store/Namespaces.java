package io.evenkeel.playground.cluster.store;

/** Objects live in namespaces that exist. */
final class Namespaces {

  private Namespaces() {}

  /**
   * Refuses to create in a namespace that is not there or is on its way out.
   *
   * @throws StatusException 404 or 403
   */
  static void requireActive(ObjectStore store, Kind kind, String namespace, String name) {
    if (!kind.namespaced()) {
      return;
    }
    KubeObject found = store
        .find(Kinds.NAMESPACE, "", namespace)
        .orElseThrow(() -> StatusException.notFound(Kinds.NAMESPACE, namespace));
    if (found.deleting()) {
      throw StatusException.forbidden(
          kind,
          name,
          "unable to create new content in namespace %s because it is being terminated"
              .formatted(namespace));
    }
  }
}
