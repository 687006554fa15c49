package io.evenkeel.gateway;

import io.evenkeel.gateway.access.Caller;
import io.evenkeel.gateway.contract.Operation;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** What the first handler of a request leaves for the others. */
final class Exchange {

  private static final String PATH = "evenkeel.path";
  private static final String OPERATION = "evenkeel.operation";
  private static final String CALLER = "evenkeel.caller";

  private Exchange() {}

  /** The path as it came over the wire, without the installation's prefix. */
  static String path(RoutingContext exchange) {
    return exchange.get(PATH);
  }

  /** Takes {@code prefix} off the path, where the path has it: probes need not send it. */
  static void enter(RoutingContext exchange, String prefix) {
    String path = String.valueOf(exchange.request().path());
    boolean prefixed = path.startsWith(prefix + "/") || path.equals(prefix);
    exchange.put(PATH, prefixed ? path.substring(prefix.length()) : path);
  }

  /** What is asked for, as far as it is in a contract. */
  static Optional<Operation> operation(RoutingContext exchange) {
    return Optional.ofNullable(exchange.get(OPERATION));
  }

  static void enter(RoutingContext exchange, Operation operation) {
    exchange.put(OPERATION, operation);
  }

  /** Who asks; there is nobody before {@link Authentication} has let the request pass. */
  static Caller caller(RoutingContext exchange) {
    return exchange.get(CALLER);
  }

  static void enter(RoutingContext exchange, Caller caller) {
    exchange.put(CALLER, caller);
  }
}
