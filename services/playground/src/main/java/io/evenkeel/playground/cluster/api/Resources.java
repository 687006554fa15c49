package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.DeleteOptions;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Registry;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.List;
import java.util.Optional;

/** The verbs on resources: get, list, create, update, patch, delete, deletecollection. */
final class Resources {

  /** An answer in JSON. */
  record Answer(int code, ObjectNode body) {}

  private final Registry registry;

  Resources(Registry registry) {
    this.registry = registry;
  }

  /**
   * Carries out {@code call}.
   *
   * @throws StatusException for whatever an API server refuses
   */
  Answer handle(Call call, ApiPath path) {
    return path.name().isEmpty() ? collection(call, path) : item(call, path);
  }

  private Answer collection(Call call, ApiPath path) {
    return switch (call.method()) {
      case "GET" -> new Answer(200, list(call, path, select(call, path)));
      case "POST" -> create(call, path);
      case "DELETE" -> deleteAll(call, path);
      default -> throw notAllowed(call);
    };
  }

  private Answer item(Call call, ApiPath path) {
    return switch (call.method()) {
      case "GET" -> new Answer(200, view(call, path, get(path)));
      case "PUT" -> new Answer(200, view(call, path, put(call, path)));
      case "PATCH" -> patch(call, path);
      case "DELETE" -> delete(call, path);
      default -> throw notAllowed(call);
    };
  }

  private Answer create(Call call, ApiPath path) {
    ObjectNode body = call.object();
    String bodyNamespace = body.path("metadata").path("namespace").asText("");
    if (path.kind().namespaced() && path.namespace().isEmpty()) {
      throw StatusException.badRequest("an object of kind %s is created in a namespace (%s)"
          .formatted(path.kind().name(), bodyNamespace));
    }
    KubeObject created = registry.create(path.kind(), path.namespace(), body, call.dryRun());
    return new Answer(201, view(call, path, created));
  }

  private KubeObject put(Call call, ApiPath path) {
    KubeObject old = get(path);
    return write(path, old, call.object(), call.dryRun());
  }

  private KubeObject write(ApiPath path, KubeObject old, ObjectNode body, boolean dryRun) {
    return switch (path.subresource()) {
      case "status" -> registry.updateStatus(old, body, dryRun);
      case "scale" -> registry.update(old, Scale.apply(old, body), dryRun);
      default -> registry.update(old, body, dryRun);
    };
  }

  private Answer patch(Call call, ApiPath path) {
    Optional<KubeObject> found = registry.store().find(path.kind(), path.namespace(), path.name());
    boolean creates =
        call.contentType().equals(Patches.APPLY) && path.subresource().isEmpty();
    if (found.isEmpty() && creates) {
      return applyNew(call, path);
    }
    KubeObject old = found.orElseGet(() -> get(path));
    ObjectNode target = path.subresource().equals("scale") ? Scale.of(old) : old.json();
    ObjectNode patched = Patches.apply(call, target, registry.now());
    return new Answer(200, view(call, path, write(path, old, patched, call.dryRun())));
  }

  private Answer applyNew(Call call, ApiPath path) {
    ObjectNode body = Patches.apply(call, Tree.object(), registry.now());
    Tree.child(body, "metadata").put("name", path.name());
    KubeObject created = registry.create(path.kind(), path.namespace(), body, call.dryRun());
    return new Answer(201, view(call, path, created));
  }

  private Answer delete(Call call, ApiPath path) {
    KubeObject object = get(path);
    KubeObject deleted = registry.delete(object, options(call));
    return registry.current(object).isPresent()
        ? new Answer(200, deleted.json())
        : new Answer(200, success(deleted));
  }

  private Answer deleteAll(Call call, ApiPath path) {
    DeleteOptions options = options(call);
    List<KubeObject> deleted = select(call, path).stream()
        .map(object -> registry.delete(object, options))
        .toList();
    return new Answer(200, list(call, path, deleted));
  }

  private static DeleteOptions options(Call call) {
    JsonNode body = call.tree();
    ObjectNode options = body instanceof ObjectNode object ? object.deepCopy() : Tree.object();
    if (!call.parameter("propagationPolicy").isEmpty()) {
      options.put("propagationPolicy", call.parameter("propagationPolicy"));
    }
    if (!call.parameter("gracePeriodSeconds").isEmpty()) {
      options.put("gracePeriodSeconds", call.number("gracePeriodSeconds", 0));
    }
    return DeleteOptions.parse(options, call.dryRun());
  }

  private static ObjectNode success(KubeObject deleted) {
    ObjectNode status = Tree.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status
        .put("status", "Success")
        .putObject("details")
        .put("name", deleted.name())
        .put("group", deleted.kind().group())
        .put("kind", deleted.kind().plural())
        .put("uid", deleted.uid());
    return status;
  }

  private List<KubeObject> select(Call call, ApiPath path) {
    return registry.store().list(path.kind(), path.namespace()).stream()
        .filter(call.selection())
        .toList();
  }

  private ObjectNode list(Call call, ApiPath path, List<KubeObject> objects) {
    return representation(call).list(path.kind(), objects, registry.store().version());
  }

  private ObjectNode view(Call call, ApiPath path, KubeObject object) {
    return path.subresource().equals("scale")
        ? Scale.of(object)
        : representation(call).one(object);
  }

  private Representation representation(Call call) {
    return new Representation(call, registry.clock().instant());
  }

  private KubeObject get(ApiPath path) {
    return registry.get(path.kind(), path.namespace(), path.name());
  }

  private static StatusException notAllowed(Call call) {
    return StatusException.methodNotAllowed(
        "the server does not allow %s on %s".formatted(call.method(), call.path()));
  }
}
