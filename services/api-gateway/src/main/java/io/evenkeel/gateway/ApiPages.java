package io.evenkeel.gateway;

import io.evenkeel.gateway.contract.Contract;
import io.evenkeel.gateway.http.Answers;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The API's description, for people and programs, without a token: each contract at the original's
 * address and one page that lists their operations. Source: rest-api.md §1.
 */
final class ApiPages implements Handler<RoutingContext> {

  private static final String PAGE = "/api/swagger-ui/";
  private static final String STYLE = PAGE + "style.css";

  private final List<Contract> contracts;
  private final String prefix;
  private final String page;
  private final String style;

  ApiPages(List<Contract> contracts, String prefix) {
    this.contracts = contracts;
    this.prefix = prefix;
    this.page = new ApiPage(prefix).of(contracts);
    this.style = resource("/api-pages/style.css");
  }

  @Override
  public void handle(RoutingContext exchange) {
    String path = Exchange.path(exchange);
    HttpMethod method = exchange.request().method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      exchange.next();
    } else if (path.matches("/api/?") || path.equals("/api/swagger-ui")) {
      Answers.moved(exchange, prefix + PAGE);
    } else if (path.equals(PAGE) || path.equals(PAGE + "index.html")) {
      Answers.html(exchange, page);
    } else if (path.equals(STYLE)) {
      Answers.end(exchange, 200, "text/css; charset=utf-8", style);
    } else {
      document(exchange, path);
    }
  }

  private void document(RoutingContext exchange, String path) {
    contracts.stream()
        .filter(contract -> contract.address().equals(path))
        .findFirst()
        .ifPresentOrElse(
            contract ->
                Answers.end(exchange, 200, "application/yaml; charset=utf-8", contract.text()),
            exchange::next);
  }

  private static String resource(String path) {
    try (InputStream in = Objects.requireNonNull(ApiPages.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
