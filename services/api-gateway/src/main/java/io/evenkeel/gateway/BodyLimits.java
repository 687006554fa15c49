package io.evenkeel.gateway;

import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.gateway.contract.Operation;

/** How large a body may be, and what is said of one that is larger. Source: rest-api.md §5.1. */
record BodyLimits(long eventBytes, long otherBytes, boolean strictEvents) {

  private static final int KIB = 1024;

  long of(Operation operation) {
    return isEvent(operation) ? eventBytes : otherBytes;
  }

  /** With the optional validation on, the original's text; otherwise 413 and the way out. */
  InvalidRequest oversized(Operation operation) {
    if (isEvent(operation) && strictEvents) {
      return InvalidRequest.unreadable("http: request body too large");
    }
    return isEvent(operation)
        ? InvalidRequest.oversized(sentence(
            "the event", eventBytes, "put large data into a resource", "MAX_EVENT_SIZE_KB"))
        : InvalidRequest.oversized(
            sentence("the body", otherBytes, "send less at once", "EVENKEEL_MAX_BODY_KB"));
  }

  private static String sentence(String what, long limit, String advice, String setting) {
    return "%s is larger than %d KiB, the limit of this server; %s, or raise %s"
        .formatted(what, limit / KIB, advice, setting);
  }

  private static boolean isEvent(Operation operation) {
    return operation.name().equals("sendEvent");
  }
}
