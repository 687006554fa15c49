package io.evenkeel.playground.cluster.api;

import io.evenkeel.playground.cluster.store.Kind;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.StatusException;
import java.util.List;
import java.util.Set;

/**
 * Where a request goes, for example {@code /apis/apps/v1/namespaces/shop/deployments/cart/scale}.
 *
 * @param kind what is asked for
 * @param namespace where; {@code ""} for everywhere
 * @param name which one; {@code ""} for all
 * @param subresource a part of it; {@code ""} for the whole
 */
record ApiPath(Kind kind, String namespace, String name, String subresource) {

  private static final Set<String> OF_NAMESPACE = Set.of("status", "finalize");

  /**
   * Reads a path.
   *
   * @throws StatusException 404 if there is nothing of that kind
   */
  static ApiPath parse(String path) {
    List<String> steps = List.of(path.substring(1).split("/", -1));
    boolean core = steps.get(0).equals("api");
    int versionSteps = core ? 2 : 3;
    if (!(core || steps.get(0).equals("apis")) || steps.size() <= versionSteps) {
      throw StatusException.noSuchResource(path);
    }
    String apiVersion = String.join("/", steps.subList(1, versionSteps));
    List<String> rest = steps.subList(versionSteps, steps.size());
    boolean inNamespace =
        rest.get(0).equals("namespaces") && rest.size() > 2 && !OF_NAMESPACE.contains(rest.get(2));
    String namespace = inNamespace ? rest.get(1) : "";
    return resource(path, apiVersion, namespace, inNamespace ? rest.subList(2, rest.size()) : rest);
  }

  private static ApiPath resource(
      String path, String apiVersion, String namespace, List<String> rest) {
    Kind kind = Kinds.byPlural(apiVersion, rest.get(0))
        .filter(found -> found.namespaced() || namespace.isEmpty())
        .orElseThrow(() -> StatusException.noSuchResource(
            "the playground has no \"%s\" in %s (%s)".formatted(rest.get(0), apiVersion, path)));
    String name = rest.size() > 1 ? rest.get(1) : "";
    String subresource = String.join("/", rest.subList(Math.min(2, rest.size()), rest.size()));
    if (!subresource.isEmpty() && !kind.subresources().contains(subresource)) {
      throw StatusException.noSuchResource("the playground has no \"%s/%s\" in %s (%s)"
          .formatted(kind.plural(), subresource, apiVersion, path));
    }
    return new ApiPath(kind, namespace, name, subresource);
  }
}
