package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import java.io.IOException;

/** Why a conversation with an upstream did not lead anywhere (resources.md §4.2). */
final class UpstreamFailure extends IOException {

  /** What is wrong, with the contract's status and first words. */
  enum Kind {
    /** The network, or a server that is down or busy: passes, so reads may do without. */
    UNREACHABLE(500, "Internal server error"),
    CREDENTIALS(424, "Invalid git token"),
    NOT_FOUND(404, "Upstream repository not found"),
    /** A branch is no longer where it was: fetch and try again. */
    MOVED(409, "Conflict"),
    /** The server said no to this change. */
    REJECTED(500, "Internal server error"),
    OTHER(500, "Internal server error");

    private final int status;
    private final String text;

    Kind(int status, String text) {
      this.status = status;
      this.text = text;
    }
  }

  private final Kind kind;

  /** Fails for {@code reason}, a sentence without secrets; {@code ""} if the kind says it all. */
  UpstreamFailure(Kind kind, String reason) {
    super(reason.isEmpty() ? kind.text : kind.text + ": " + reason);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  Refusal toRefusal() {
    return new Refusal(kind.status, String.valueOf(getMessage()));
  }
}
