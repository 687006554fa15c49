package io.evenkeel.gateway;

import io.evenkeel.gateway.access.Caller;
import io.evenkeel.gateway.access.NamedProject;
import io.evenkeel.gateway.access.Permission;
import io.evenkeel.gateway.audit.AuditTrail;
import io.evenkeel.gateway.audit.AuditedAction;
import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.gateway.contract.Operation;
import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Objects;

/**
 * What every operation passes on its way to whoever answers it: the caller's permission before, the
 * audit trail after. An answer to a control action is sent once its entry is durable.
 */
final class Gate {

  private final Operations operations;
  private final AuditTrail trail;
  private final Clock clock;

  Gate(Operations operations, AuditTrail trail, Clock clock) {
    this.operations = operations;
    this.trail = trail;
    this.clock = clock;
  }

  /** The answer, or a failure that becomes one. */
  Future<ApiResponse> pass(RoutingContext exchange, Operation operation, ApiRequest request) {
    Caller caller = Exchange.caller(exchange);
    AuditedAction action = action(exchange, caller, operation, request);
    return Future.succeededFuture(request)
        .compose(asked -> {
          Permission.checkScope(caller, operation);
          if (caller.isLimited()) {
            Permission.checkProject(caller, operation, NamedProject.of(asked));
          }
          return operations.call(operation, asked, caller);
        })
        .recover(Gate::refused)
        .compose(answer -> audited(action, answer));
  }

  /** The same for an answer that never ends, which is audited when it begins. */
  Future<Void> begin(RoutingContext exchange, Operation operation, ApiRequest request) {
    Caller caller = Exchange.caller(exchange);
    Permission.checkScope(caller, operation);
    Permission.checkProject(caller, operation, NamedProject.of(request));
    return audited(action(exchange, caller, operation, request), ApiResponse.empty(200))
        .mapEmpty();
  }

  private Future<ApiResponse> audited(AuditedAction action, ApiResponse answer) {
    return action.isControl()
        ? trail.record(action.entry(answer, clock.millis())).map(answer)
        : Future.succeededFuture(answer);
  }

  /** Refusals are answers, and worth an entry; anything else is for {@link Failures}. */
  private static Future<ApiResponse> refused(Throwable cause) {
    if (cause instanceof InvalidRequest invalid) {
      return Future.succeededFuture(invalid.answer());
    }
    if (cause instanceof Refusal refusal) {
      return Future.succeededFuture(
          ApiResponse.error(refusal.status(), String.valueOf(refusal.getMessage())));
    }
    return Future.failedFuture(cause);
  }

  private static AuditedAction action(
      RoutingContext exchange, Caller caller, Operation operation, ApiRequest request) {
    HttpServerRequest http = exchange.request();
    return new AuditedAction(
        caller,
        operation,
        request,
        http.method() + " " + http.uri(),
        http.remoteAddress().host(),
        Objects.requireNonNullElse(http.getHeader("x-forwarded-for"), ""));
  }
}
