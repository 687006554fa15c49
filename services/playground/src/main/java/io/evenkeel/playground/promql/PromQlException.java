package io.evenkeel.playground.promql;

/** A query that cannot be read or cannot be evaluated; the message says where and why. */
public final class PromQlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of failure it is, with the name Prometheus' HTTP API gives it. */
  public enum Kind {
    /** The query text is wrong. */
    BAD_DATA("bad_data"),
    /** The query is right, but the data do not fit it (ambiguous matches, for example). */
    EXECUTION("execution");

    private final String errorType;

    Kind(String errorType) {
      this.errorType = errorType;
    }

    /** The value of {@code errorType} in an API answer. */
    public String errorType() {
      return errorType;
    }
  }

  private final Kind kind;

  private PromQlException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static PromQlException parse(Position position, String message) {
    return new PromQlException(
        Kind.BAD_DATA,
        "%d:%d: parse error: %s".formatted(position.line(), position.column(), message));
  }

  static PromQlException execution(String message) {
    return new PromQlException(Kind.EXECUTION, message);
  }

  public Kind kind() {
    return kind;
  }
}
