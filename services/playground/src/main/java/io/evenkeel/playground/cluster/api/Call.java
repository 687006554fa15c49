package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A request with its whole body.
 *
 * @param method {@code GET}, {@code POST}, …
 * @param path without a slash at the end
 * @param query the parameters
 * @param contentType of the body, without parameters, in lower case; {@code ""} if none is named
 * @param accept what the client would like
 * @param body as it came
 */
record Call(
    String method, String path, MultiMap query, String contentType, String accept, Buffer body) {

  private static final Set<String> JSON = Set.of("", "application/json");
  private static final Set<String> YAML =
      Set.of("application/yaml", "application/apply-patch+yaml");

  static Call of(HttpServerRequest request, Buffer body) {
    String path = request.path().replaceAll("/+$", "");
    String type = header(request, "Content-Type").replaceAll("\\s*;.*", "");
    return new Call(
        request.method().name(),
        path.isEmpty() ? "/" : path,
        request.params(),
        type.toLowerCase(Locale.ROOT),
        header(request, "Accept"),
        body);
  }

  /** The parameter, or {@code ""}. */
  String parameter(String name) {
    String value = query.get(name);
    return value == null ? "" : value;
  }

  /** Whether the parameter is there and not false. */
  boolean flag(String name) {
    String value = query.get(name);
    return value != null && !value.equals("false") && !value.equals("0");
  }

  /**
   * The parameter as a number.
   *
   * @throws StatusException 400 if it is none
   */
  long number(String name, long otherwise) {
    String value = parameter(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!value.matches("-?[0-9]{1,18}")) {
      throw StatusException.badRequest(
          "%s must be a whole number, not \"%s\"".formatted(name, value));
    }
    return Long.parseLong(value);
  }

  /**
   * Whether to answer without doing.
   *
   * @throws StatusException 400 for anything but {@code All}
   */
  boolean dryRun() {
    String value = parameter("dryRun");
    if (!value.isEmpty() && !value.equals("All")) {
      throw StatusException.badRequest(
          "dryRun: Unsupported value: \"%s\": supported values: \"All\"".formatted(value));
    }
    return !value.isEmpty();
  }

  boolean wantsTable() {
    return accept.contains("as=Table");
  }

  boolean wantsMetadataOnly() {
    return accept.contains("as=PartialObjectMetadata");
  }

  /** Which objects the selectors of the query let through. */
  Predicate<KubeObject> selection() {
    return Selectors.labels(parameter("labelSelector"))
        .and(Selectors.fields(parameter("fieldSelector")));
  }

  /**
   * The body as a tree, whatever it is written in; missing if there is none.
   *
   * @throws StatusException 400 or 415
   */
  JsonNode tree() {
    byte[] bytes = body.getBytes();
    if (ProtobufObjects.isOne(bytes)) {
      return ProtobufObjects.read(bytes);
    }
    if (bytes.length == 0) {
      return Tree.object().path("none");
    }
    if (YAML.contains(contentType)) {
      return Tree.parseYaml(bytes);
    }
    if (JSON.contains(contentType) || contentType.endsWith("+json")) {
      return Tree.parse(bytes);
    }
    throw StatusException.unsupportedMediaType("the body of the request was in an unknown format -"
        + " accepted media types include: application/json, application/yaml,"
        + " application/vnd.kubernetes.protobuf");
  }

  /**
   * The body as an object.
   *
   * @throws StatusException 400 or 415
   */
  ObjectNode object() {
    if (tree() instanceof ObjectNode object) {
      return object;
    }
    throw StatusException.badRequest("the body of the request must be a JSON object");
  }

  private static String header(HttpServerRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }
}
