package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A refusal in the words of an API server: {@code meta/v1 Status} with code, reason and message.
 */
public final class StatusException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** One invalid field; {@code reason} is for example {@code FieldValueRequired}. */
  public record Cause(String reason, String field, String message) {

    /** A field that must be there. */
    public static Cause required(String field, String why) {
      String message = why.isEmpty() ? "Required value" : "Required value: " + why;
      return new Cause("FieldValueRequired", field, message);
    }

    /** A field whose value is not allowed. */
    public static Cause invalid(String field, String value, String why) {
      String message = "Invalid value: \"%s\": %s".formatted(value, why);
      return new Cause("FieldValueInvalid", field, message);
    }

    /** A field whose value is none of those supported. */
    public static Cause unsupported(String field, String value, List<String> supported) {
      String all = supported.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
      return new Cause(
          "FieldValueNotSupported",
          field,
          "Unsupported value: \"%s\": supported values: %s".formatted(value, all));
    }
  }

  private final int code;
  private final transient ObjectNode status;

  private StatusException(int code, String reason, String message, ObjectNode details) {
    super(message, null, false, false);
    this.code = code;
    this.status = Tree.object();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", message).put("reason", reason);
    if (!details.isEmpty()) {
      status.set("details", details);
    }
    status.put("code", code);
  }

  /** The HTTP status code. */
  public int code() {
    return code;
  }

  /** The body of the answer. */
  public ObjectNode status() {
    return status;
  }

  /** 404: there is no object of that name. */
  public static StatusException notFound(Kind kind, String name) {
    String message = "%s \"%s\" not found".formatted(kind.qualifiedPlural(), name);
    return new StatusException(404, "NotFound", message, details(kind, name));
  }

  /** 404: there is nothing at this path. */
  public static StatusException noSuchResource(String what) {
    String message = "the server could not find the requested resource: " + what;
    return new StatusException(404, "NotFound", message, Tree.object());
  }

  /** 409: there is an object of that name already. */
  public static StatusException alreadyExists(Kind kind, String name) {
    String message = "%s \"%s\" already exists".formatted(kind.qualifiedPlural(), name);
    return new StatusException(409, "AlreadyExists", message, details(kind, name));
  }

  /** 409: the caller's view of the object is out of date. */
  public static StatusException conflict(Kind kind, String name, String why) {
    String message = "Operation cannot be fulfilled on %s \"%s\": %s"
        .formatted(kind.qualifiedPlural(), name, why);
    return new StatusException(409, "Conflict", message, details(kind, name));
  }

  /** 409 of a server-side apply; {@code fields} belong to other field managers. */
  public static StatusException applyConflict(String message, List<Cause> fields) {
    ObjectNode details = Tree.object();
    details.set("causes", causes(fields));
    return new StatusException(409, "Conflict", message, details);
  }

  /** 422: the object is understood but not acceptable. */
  public static StatusException invalid(Kind kind, String name, List<Cause> causes) {
    String all = causes.stream()
        .map(cause -> cause.field() + ": " + cause.message())
        .collect(Collectors.joining(", "));
    String message = "%s \"%s\" is invalid: %s"
        .formatted(kind.qualifiedName(), name, causes.size() == 1 ? all : "[" + all + "]");
    ObjectNode details = details(kind, name).put("kind", kind.name());
    details.set("causes", causes(causes));
    return new StatusException(422, "Invalid", message, details);
  }

  /** 422 about the request as a whole, such as a JSON patch that does not fit. */
  public static StatusException unprocessable(String message) {
    return new StatusException(422, "Invalid", message, Tree.object());
  }

  /** 403: allowed in general, but not now or not here. */
  public static StatusException forbidden(Kind kind, String name, String why) {
    String message = "%s \"%s\" is forbidden: %s".formatted(kind.qualifiedPlural(), name, why);
    return new StatusException(403, "Forbidden", message, details(kind, name));
  }

  /** 400: the request cannot be understood. */
  public static StatusException badRequest(String message) {
    return new StatusException(400, "BadRequest", message, Tree.object());
  }

  /** 405: this path does not do that. */
  public static StatusException methodNotAllowed(String message) {
    return new StatusException(405, "MethodNotAllowed", message, Tree.object());
  }

  /** 410: the requested history is no longer kept; list again. */
  public static StatusException expired(String message) {
    return new StatusException(410, "Expired", message, Tree.object());
  }

  /** 413: the body is larger than the API takes. */
  public static StatusException tooLarge(long bytesMax) {
    String message = "Request entity too large: limit is %d bytes".formatted(bytesMax);
    return new StatusException(413, "RequestEntityTooLarge", message, Tree.object());
  }

  /** 415: the body has a type the API does not read. */
  public static StatusException unsupportedMediaType(String message) {
    return new StatusException(415, "UnsupportedMediaType", message, Tree.object());
  }

  /** 500: a defect of this API. */
  public static StatusException internal(String message) {
    return new StatusException(500, "InternalError", message, Tree.object());
  }

  private static ObjectNode details(Kind kind, String name) {
    ObjectNode details = Tree.object().put("name", name);
    if (!kind.group().isEmpty()) {
      details.put("group", kind.group());
    }
    return details.put("kind", kind.plural());
  }

  private static ArrayNode causes(List<Cause> causes) {
    ArrayNode array = Tree.array();
    for (Cause cause : causes) {
      array
          .addObject()
          .put("reason", cause.reason())
          .put("message", cause.message())
          .put("field", cause.field());
    }
    return array;
  }
}
