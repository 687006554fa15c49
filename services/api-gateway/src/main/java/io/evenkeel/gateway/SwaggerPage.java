package io.evenkeel.gateway;

import io.evenkeel.gateway.contract.Contract;
import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page that shows every contract with Swagger UI; without scripts, links to them. */
record SwaggerPage(List<Contract> contracts, String prefix) {

  /** Name of the script that starts Swagger UI. */
  static final String SCRIPT = "swagger-initializer.js";

  String html() {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Evenkeel API</title>
        <link rel="stylesheet" href="swagger-ui.css">
        <link rel="stylesheet" href="index.css">
        <link rel="icon" href="favicon-32x32.png" sizes="32x32">
        </head>
        <body>
        <div id="swagger-ui"></div>
        <noscript>
        <h1>Evenkeel API</h1>
        <p>The OpenAPI documents; send the API token as header <code>x-token</code>:</p>
        <ul>
        %s</ul>
        </noscript>
        <script src="swagger-ui-bundle.js"></script>
        <script src="swagger-ui-standalone-preset.js"></script>
        <script src="%s"></script>
        </body>
        </html>
        """.formatted(contracts.stream().map(this::link).collect(Collectors.joining()), SCRIPT);
  }

  private String link(Contract contract) {
    return "<li><a href=\"%s\">%s</a></li>\n"
        .formatted(prefix + contract.address(), contract.title());
  }

  String script() {
    List<Map<String, String>> urls = contracts.stream()
        .map(contract -> Map.of("url", prefix + contract.address(), "name", contract.title()))
        .toList();
    return """
        window.ui = SwaggerUIBundle({
          urls: %s,
          dom_id: '#swagger-ui',
          deepLinking: true,
          validatorUrl: null,
          presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
          layout: 'StandaloneLayout'
        });
        """.formatted(Json.write(urls));
  }
}
