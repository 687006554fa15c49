package io.evenkeel.model.sli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusAnswerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                     | query did not return any values",
        "[{'value':[1,'1']},{'value':[1,'2']}]  | query did return multiple values",
        "[{'value':[1,'NaN']}]                  | query did not return valid values",
        "[{'value':[1,'+Inf']}]                 | query did not return valid values",
        "[{'value':[1]}]                        | query did not return valid values",
      },
      quoteCharacter = '`')
  void saysWhyAVectorHasNoValue(String result, String message) {
    String body = "{'status':'success','data':{'resultType':'vector','result':%s}}"
        .formatted(result)
        .replace('\'', '"');

    assertThat(new PrometheusAnswer(200, body).valueOf("rt").message()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {'status':'error','errorType':'bad_data','error':'no'} | bad_data: no",
        "404 | not found  | client_error: client error: 404",
        "502 | <html>     | server_error: server error: 502",
        "200 | <html>     | not JSON: Unexpected character",
      },
      quoteCharacter = '`')
  void passesOnWhatTheServerComplainsAbout(int status, String body, String reason) {
    assertThat(
            new PrometheusAnswer(status, body.replace('\'', '"')).valueOf("rt").message())
        .startsWith("unable to query prometheus api: " + reason);
  }
}
