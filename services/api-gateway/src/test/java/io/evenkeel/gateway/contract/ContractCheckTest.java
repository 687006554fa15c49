package io.evenkeel.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.testkit.contract.ContractCheck;
import io.evenkeel.testkit.contract.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the check of all HTTP tests would notice. */
class ContractCheckTest {

  private static final String JSON = "application/json; charset=utf-8";
  private static final ContractCheck CHECK =
      ContractCheck.of(ContractReader.all().stream().map(Contract::text).toList());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "GET | /api/controlPlane/v1/sequence/shop?pageSize=2 | 200 | {\"states\":[]}",
        "GET | /api//controlPlane/v1//sequence/shop | 200 | {\"states\":[],\"totalCount\":3}",
        "GET | /api/resource-service/v1/project/p/resource/a/b%2Fc | 200"
            + " | {\"resourceURI\":\"a\",\"metadata\":{\"upstreamURL\":\"\",\"version\":\"1\"}}",
        "GET | /api/controlPlane/v1/nothing | 404 | ~~",
        "GET | /bridge/ | 418 | anything",
        "GET | /api/controlPlane/v1/uniform/registration/x/subscription | 200 | null",
      })
  void saysNothingOfWhatIsDocumented(String method, String target, int status, String body) {
    assertThat(CHECK.violations(new Exchange(method, target, "", "", status, JSON, body)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "an answer without what it must have | 200 | {\"totalCount\":3}",
        "a member nobody documented | 200 | {\"states\":[],\"more\":1}",
        "another type | 200 | {\"states\":[],\"totalCount\":\"3\"}",
        "null where there is to be a list | 200 | {\"states\":null}",
        "no JSON | 200 | OK",
        "an error without a message | 500 | {\"code\":500}",
      })
  void noticesAnAnswerWith(String what, int status, String body) {
    Exchange exchange =
        new Exchange("GET", "/api/controlPlane/v1/sequence/shop", "", "", status, JSON, body);

    assertThat(CHECK.violations(exchange)).as(what).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a member too few | application/json | {\"source\":\"s\",\"data\":{}}",
        "another type | application/json | {\"type\":5,\"source\":\"s\",\"data\":{}}",
        "another media type | text/plain | {\"type\":\"t\",\"source\":\"s\",\"data\":{}}",
        "no body | application/json | ~~",
      })
  void noticesThatARequestWasGrantedWith(String what, String type, String sent) {
    Exchange exchange =
        new Exchange("POST", "/api/v1/event", type, sent, 200, JSON, "{\"keptnContext\":\"c\"}");

    assertThat(CHECK.violations(exchange)).as(what).isNotEmpty();
  }

  @Test
  void noticesAStatusOrAnOperationThatNoDocumentNames() {
    Exchange created = new Exchange("POST", "/api/v1/auth", "", "", 201, "", "");
    Exchange secret = new Exchange("GET", "/api/v1/nothing", "", "", 200, JSON, "{}");

    assertThat(CHECK.violations(created)).containsExactly("the status is not documented");
    assertThatThrownBy(() -> CHECK.check(secret))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("GET /api/v1/nothing answered 200")
        .hasMessageContaining("there is no such operation");
  }
}
