package io.evenkeel.gateway;

import io.evenkeel.gateway.access.Permission;
import io.evenkeel.gateway.contract.Contract;
import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.gateway.contract.Operation;
import io.evenkeel.gateway.contract.PathTemplate;
import io.evenkeel.gateway.http.Answers;
import io.evenkeel.gateway.http.Bodies;
import io.evenkeel.gateway.http.IdleTime;
import io.evenkeel.gateway.http.Multipart;
import io.evenkeel.gateway.http.Spool;
import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Blocking;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Serves one contract: finds the operation that is asked for, holds the request against what the
 * document says, and hands it to whoever answers. Source: rest-api.md §3.2.
 */
final class ContractHandler implements Handler<RoutingContext> {

  /** The form field of the one operation that takes a file. Source: rest-api.md §5.4. */
  private static final String FILE_FIELD = "configPackage";

  private final Contract contract;
  private final Operations operations;
  private final Gate gate;
  private final BodyLimits limits;

  ContractHandler(Contract contract, Operations operations, Gate gate, BodyLimits limits) {
    this.contract = contract;
    this.operations = operations;
    this.gate = gate;
    this.limits = limits;
  }

  @Override
  public void handle(RoutingContext exchange) {
    Optional<String> below = contract.below(Exchange.path(exchange));
    if (below.isEmpty()) {
      exchange.next();
      return;
    }
    Optional<Contract.Match> match = find(exchange.request().method().name(), below.get());
    if (match.isPresent()) {
      serve(exchange, match.get());
    } else {
      refuse(exchange, below.get());
    }
  }

  private Optional<Contract.Match> find(String method, String path) {
    try {
      return contract.find(method, path);
    } catch (IllegalArgumentException malformed) {
      throw InvalidRequest.bad("invalid path: " + malformed.getMessage());
    }
  }

  private void serve(RoutingContext exchange, Contract.Match match) {
    Operation operation = match.operation();
    Exchange.enter(exchange, operation);
    Map<String, String> query = query(exchange);
    if (operations.isStream(operation)) {
      ApiRequest request = new ApiRequest(operation.name(), match.path(), query, "");
      gate.begin(exchange, operation, request)
          .onSuccess(allowed -> operations.stream(operation, exchange))
          .onFailure(exchange::fail);
      return;
    }
    body(exchange, operation)
        .map(body -> checked(exchange.request(), operation, query, body))
        .compose(body -> gate.pass(
            exchange,
            operation,
            new ApiRequest(operation.name(), match.path(), query, body)
                .causedBy(traceparent(exchange))))
        .onSuccess(answer -> Answers.send(exchange, answer))
        .onFailure(exchange::fail);
  }

  private static String traceparent(RoutingContext exchange) {
    String header = exchange.request().getHeader("traceparent");
    return header == null ? "" : header;
  }

  private Future<String> body(RoutingContext exchange, Operation operation) {
    HttpServerRequest request = exchange.request();
    if (operation.takesFile()) {
      return file(exchange, operation);
    }
    if (operation.takesStream()) {
      operation.checkMediaType(mediaType(request));
      return Permission.isGiven(Exchange.caller(exchange), operation)
          ? Spool.toFile(exchange).onSuccess(file -> IdleTime.lift(request))
          : Future.succeededFuture("");
    }
    return operation.hasBody()
        ? Bodies.text(request, limits.of(operation), () -> limits.oversized(operation))
        : Future.succeededFuture("");
  }

  /** A file has no place in text, so it becomes one character a byte. */
  private Future<String> file(RoutingContext exchange, Operation operation) {
    HttpServerRequest request = exchange.request();
    String type = mediaType(request);
    return Bodies.bytes(request, limits.of(operation), () -> limits.oversized(operation))
        .map(body -> {
          operation.checkMediaType(type);
          return body;
        })
        .compose(
            body -> Blocking.run(exchange.vertx(), () -> Multipart.file(type, body, FILE_FIELD)))
        .map(file -> new String(file, StandardCharsets.ISO_8859_1));
  }

  /** Only the framework's parts are checked here; the other services check what they get. */
  private String checked(
      HttpServerRequest request, Operation operation, Map<String, String> query, String body) {
    if (contract.errors() == Contract.Errors.FRAMEWORK) {
      if (!body.isEmpty()) {
        operation.checkMediaType(mediaType(request));
      }
      operation.checkQuery(query);
    }
    return body;
  }

  private static String mediaType(HttpServerRequest request) {
    return Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_TYPE), "");
  }

  /** The first value of each parameter. */
  private static Map<String, String> query(RoutingContext exchange) {
    Map<String, String> query = new HashMap<>();
    try {
      exchange.queryParams().forEach(query::putIfAbsent);
    } catch (HttpException malformed) {
      throw InvalidRequest.bad("invalid query: malformed percent-encoding");
    }
    return query;
  }

  private void refuse(RoutingContext exchange, String below) {
    List<String> methods = contract.methods(below);
    if (contract.errors() == Contract.Errors.PLAIN) {
      Answers.text(exchange, 404, "404 page not found");
    } else if (methods.isEmpty()) {
      String path =
          PathTemplate.of(contract.root()).below(Exchange.path(exchange)).orElse(below);
      Answers.send(exchange, ApiResponse.error(404, "path %s was not found".formatted(path)));
    } else {
      exchange.response().putHeader(HttpHeaders.ALLOW, String.join(",", methods));
      Answers.send(
          exchange,
          ApiResponse.error(
              405,
              "method %s is not allowed, but [%s] are"
                  .formatted(exchange.request().method(), String.join(" ", methods))));
    }
  }
}
