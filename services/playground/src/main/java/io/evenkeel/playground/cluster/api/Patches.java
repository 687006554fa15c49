package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.patch.ApplyPatch;
import io.evenkeel.playground.cluster.patch.JsonPatch;
import io.evenkeel.playground.cluster.patch.MergePatch;
import io.evenkeel.playground.cluster.patch.StrategicMergePatch;
import io.evenkeel.playground.cluster.store.StatusException;

/** Applies the body of a PATCH by its content type. */
final class Patches {

  static final String APPLY = "application/apply-patch+yaml";

  private Patches() {}

  /**
   * The patched {@code target}.
   *
   * @param now the time of the request
   * @throws StatusException 400, 409, 415 or 422
   */
  static ObjectNode apply(Call call, ObjectNode target, String now) {
    return switch (call.contentType()) {
      case "application/json-patch+json" -> JsonPatch.apply(target, call.tree());
      case "application/merge-patch+json" -> MergePatch.apply(target, call.object());
      case "application/strategic-merge-patch+json" ->
        StrategicMergePatch.apply(target, call.object());
      case APPLY -> serverSideApply(call, target, now);
      default ->
        throw StatusException.unsupportedMediaType(
            "the body of the request was in an unknown format - accepted media types include:"
                + " application/json-patch+json, application/merge-patch+json,"
                + " application/strategic-merge-patch+json, " + APPLY);
    };
  }

  private static ObjectNode serverSideApply(Call call, ObjectNode target, String now) {
    String manager = call.parameter("fieldManager");
    if (manager.isEmpty()) {
      throw StatusException.badRequest(
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
              + " apply patch");
    }
    ObjectNode applied = call.object();
    for (String member : new String[] {"apiVersion", "kind"}) {
      JsonNode value = applied.path(member);
      if (target.has(member) && !value.equals(target.get(member))) {
        throw StatusException.badRequest(
            "%s must be %s in the applied object".formatted(member, target.get(member)));
      }
    }
    return new ApplyPatch(manager, call.flag("force"), now).apply(target, applied);
  }
}
