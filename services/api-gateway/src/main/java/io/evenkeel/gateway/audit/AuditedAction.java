package io.evenkeel.gateway.audit;

import io.evenkeel.gateway.access.Caller;
import io.evenkeel.gateway.access.NamedProject;
import io.evenkeel.gateway.contract.Operation;
import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.audit.AuditEntry;
import io.evenkeel.model.event.EventType;
import java.util.Map;

/**
 * What the audit trail keeps of a request and its answer. Pure.
 *
 * @param address method, path and query as they came
 */
public record AuditedAction(
    Caller caller,
    Operation operation,
    ApiRequest request,
    String address,
    String peer,
    String forwardedFor) {

  private static final int NAME = 64;
  private static final int SHORT = 255;
  private static final int LONG = 1024;

  /**
   * Whether it is a control action: all that changes something, except the reports of integrations
   * at work, which the event log keeps; and taking everything out.
   */
  public boolean isControl() {
    if (operation.name().equals("exportBackup")) {
      return true;
    }
    if (!operation.isAction()) {
      return false;
    }
    return switch (operation.name()) {
      case "sendEvent" -> isDecision(EventType.of(eventType()));
      case "createLogEntries", "pingIntegration" -> false;
      default -> true;
    };
  }

  /** An event that starts, decides or takes back something. */
  private static boolean isDecision(EventType type) {
    return switch (type.kind()) {
      case "triggered", "invalidated" -> true;
      case "finished" -> type.isTask() && type.task().equals("approval");
      default -> false;
    };
  }

  /** The entry for this action and its {@code answer}; the position is still to be given. */
  public AuditEntry entry(ApiResponse answer, long nowMillis) {
    return new AuditEntry(
        0,
        nowMillis,
        cut(caller.tokenId(), NAME),
        cut(caller.name(), NAME),
        cut(peer, NAME),
        cut(forwardedFor, SHORT),
        cut(operation.id(), NAME),
        cut(address, LONG),
        cut(NamedProject.of(request), SHORT),
        answer.status(),
        cut(detail(answer), LONG));
  }

  private String detail(ApiResponse answer) {
    Map<String, Object> said = object(answer.body());
    if (!answer.succeeded()) {
      return Json.text(said.get("message"));
    }
    return switch (operation.name()) {
      case "sendEvent" -> eventType() + " " + Json.text(said.get("keptnContext"));
      case "createToken" ->
        "%s (%s): %s"
            .formatted(Json.text(said.get("name")), Json.text(said.get("id")), said.get("scopes"));
      case "controlSequence" -> Json.text(object(request.body()).get("state"));
      case "dropDelivery" -> Json.text(object(request.body()).get("reason"));
      case "createService" -> Json.text(object(request.body()).get("serviceName"));
      default -> "";
    };
  }

  private String eventType() {
    return Json.text(Json.get(object(request.body()), "type"));
  }

  private static Map<String, Object> object(String body) {
    try {
      return Json.parseObject(body);
    } catch (IllegalArgumentException notAnObject) {
      return Map.of();
    }
  }

  /** Also takes out what PostgreSQL can't store in a text. */
  private static String cut(String text, int most) {
    String plain = text.replace("\0", "");
    if (plain.length() <= most) {
      return plain;
    }
    int end = Character.isHighSurrogate(plain.charAt(most - 1)) ? most - 1 : most;
    return plain.substring(0, end);
  }
}
