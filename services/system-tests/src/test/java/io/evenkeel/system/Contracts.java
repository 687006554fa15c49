package io.evenkeel.system;

import io.evenkeel.gateway.contract.Contract;
import io.evenkeel.gateway.contract.ContractReader;
import io.evenkeel.testkit.contract.ContractCheck;
import io.evenkeel.testkit.contract.Exchange;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What every exchange of these tests with the public API has to keep to. */
final class Contracts {

  private static final ContractCheck DOCUMENTS =
      ContractCheck.of(ContractReader.all().stream().map(Contract::text).toList());

  private Contracts() {}

  /** Fails if the answer, or a request that was granted, is not as documented. */
  static void check(HttpRequest request, String sent, HttpResponse<String> answer) {
    String target = request.uri().getRawPath()
        + (request.uri().getRawQuery() == null ? "" : "?" + request.uri().getRawQuery());
    DOCUMENTS.check(new Exchange(
        request.method(),
        target,
        request.headers().firstValue("content-type").orElse(""),
        sent,
        answer.statusCode(),
        answer.headers().firstValue("content-type").orElse(""),
        answer.body()));
  }
}
