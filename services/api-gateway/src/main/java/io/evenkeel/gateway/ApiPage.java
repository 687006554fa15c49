package io.evenkeel.gateway;

import io.evenkeel.gateway.contract.Contract;
import io.evenkeel.gateway.contract.Operation;
import io.evenkeel.gateway.contract.Parameter;
import java.util.List;
import java.util.stream.Collectors;

/** The page that lists every operation: plain HTML, nothing to load but its style. */
record ApiPage(String prefix) {

  String of(List<Contract> contracts) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Evenkeel API</title>
        <link rel="stylesheet" href="style.css">
        </head>
        <body>
        <header>
        <h1>Evenkeel API</h1>
        <p>Send the API token as header <code>x-token</code>.</p>
        </header>
        <main>
        %s</main>
        </body>
        </html>
        """.formatted(contracts.stream().map(this::section).collect(Collectors.joining()));
  }

  private String section(Contract contract) {
    return """
        <section>
        <h2>%s</h2>
        <p><code>%s</code> · <a href="%s">OpenAPI document</a></p>
        <table>
        <thead><tr><th>Method</th><th>Path</th><th>What it does</th><th>Query</th></tr></thead>
        <tbody>
        %s</tbody>
        </table>
        </section>
        """.formatted(
            escape(contract.title()),
            escape(prefix + contract.bases().get(0)),
            escape(prefix + contract.address()),
            contract.operations().stream().map(ApiPage::row).collect(Collectors.joining()));
  }

  private static String row(Operation operation) {
    String query =
        operation.parameters().stream().map(Parameter::name).collect(Collectors.joining(", "));
    return "<tr><td>%s</td><td><code>%s</code></td><td>%s</td><td>%s</td></tr>\n"
        .formatted(
            escape(operation.method().equals("*") ? "any" : operation.method()),
            escape(operation.template()),
            escape(operation.summary()),
            escape(query));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
