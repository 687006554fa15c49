package io.evenkeel.gateway;

import io.evenkeel.gateway.contract.Contract;
import io.evenkeel.gateway.http.Answers;
import io.evenkeel.gateway.http.StaticFiles;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/**
 * The API's description, for people and programs, without a token: each contract at the original's
 * address, and Swagger UI to read them with. All of it is served from here, so that it works
 * without the Internet. Source: rest-api.md §1.
 */
final class ApiDescription implements Handler<RoutingContext> {

  private static final String PAGE = "/api/swagger-ui/";
  private static final Set<String> WAYS_IN =
      Set.of("/api", "/api/", "/api/swagger-ui", "/swagger-ui", "/swagger-ui/");
  private static final Set<String> PARTS = Set.of(
      "swagger-ui.css",
      "index.css",
      "swagger-ui-bundle.js",
      "swagger-ui-standalone-preset.js",
      "favicon-16x16.png",
      "favicon-32x32.png");

  private final List<Contract> contracts;
  private final String prefix;
  private final String page;
  private final String initializer;
  private final StaticFiles files;

  /** {@code prefix} goes before every address. */
  ApiDescription(Vertx vertx, List<Contract> contracts, String prefix) {
    this.contracts = contracts;
    this.prefix = prefix;
    SwaggerPage swagger = new SwaggerPage(contracts, prefix);
    this.page = swagger.html();
    this.initializer = swagger.script();
    this.files = new StaticFiles(vertx, SwaggerUi.folder(), (name, content) -> content);
  }

  @Override
  public void handle(RoutingContext exchange) {
    String path = Exchange.path(exchange);
    HttpMethod method = exchange.request().method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      exchange.next();
    } else if (WAYS_IN.contains(path)) {
      Answers.moved(exchange, prefix + PAGE);
    } else if (!path.startsWith(PAGE) || !part(exchange, path.substring(PAGE.length()))) {
      document(exchange, path);
    }
  }

  /** Whether {@code name} is part of the page. */
  private boolean part(RoutingContext exchange, String name) {
    if (name.isEmpty() || name.equals("index.html")) {
      exchange.response().putHeader("Content-Security-Policy", SwaggerUi.SECURITY_POLICY);
      Answers.html(exchange, page);
    } else if (name.equals(SwaggerPage.SCRIPT)) {
      Answers.end(exchange, 200, "text/javascript; charset=utf-8", initializer);
    } else if (PARTS.contains(name)) {
      files.load(name).onSuccess(file -> file.send(exchange)).onFailure(exchange::fail);
    } else {
      return false;
    }
    return true;
  }

  private void document(RoutingContext exchange, String path) {
    contracts.stream()
        .filter(contract -> contract.address().equals(path))
        .findFirst()
        .ifPresentOrElse(
            contract ->
                Answers.end(exchange, 200, "application/yaml; charset=utf-8", text(contract)),
            exchange::next);
  }

  /** With the prefix in the server's address, so that what is tried out from the page arrives. */
  private String text(Contract contract) {
    return contract.text().replace("url: /api/", "url: " + prefix + "/api/");
  }
}
