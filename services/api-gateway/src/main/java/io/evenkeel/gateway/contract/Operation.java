package io.evenkeel.gateway.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of a contract.
 *
 * @param id the document's unique {@code operationId}
 * @param name what the answering service calls it: {@code x-evenkeel-operation}, else the id
 * @param service who answers: {@code x-evenkeel-service} of the operation, else of the document
 * @param method {@code GET}, {@code POST} …, or {@code *} with {@code x-evenkeel-any-method}
 * @param path below the document's base
 * @param template the path as the document writes it
 * @param parameters of the query
 * @param mediaTypes what the body may be; empty if there is none
 * @param scope what a token needs for it; empty if any token will do
 */
public record Operation(
    String id,
    String name,
    String service,
    String method,
    PathTemplate path,
    String template,
    String summary,
    List<Parameter> parameters,
    List<String> mediaTypes,
    Optional<Scope> scope) {

  static final String ANY_METHOD = "*";

  public Operation {
    parameters = List.copyOf(parameters);
    mediaTypes = List.copyOf(mediaTypes);
  }

  public boolean hasBody() {
    return !mediaTypes.isEmpty();
  }

  /** Whether the body is a form with a file in it. */
  public boolean takesFile() {
    return mediaTypes.contains("multipart/form-data");
  }

  /** Whether the body may be of any size, so that it goes to a file and not to memory. */
  public boolean takesStream() {
    return mediaTypes.contains("application/octet-stream");
  }

  /** Whether it changes anything: what the audit trail is about. */
  public boolean isAction() {
    return scope.isPresent() && !method.equals("GET");
  }

  boolean allows(String wanted) {
    return method.equals(ANY_METHOD) || method.equals(wanted);
  }

  /** Throws {@link InvalidRequest} if a query parameter breaks its schema. */
  public void checkQuery(Map<String, String> query) {
    parameters.forEach(parameter -> parameter.check(query));
  }

  /**
   * Throws {@link InvalidRequest} if a body of this {@code contentType} is not taken; a header that
   * is not there counts as {@code application/octet-stream}, as in the original.
   */
  public void checkMediaType(String contentType) {
    String type = contentType.isEmpty()
        ? "application/octet-stream"
        : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    if (!mediaTypes.contains(type)) {
      throw InvalidRequest.mediaType(type, mediaTypes);
    }
  }
}
