package io.evenkeel.playground.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void anEvaluationIsReadWithItsObjectivesAndReasons() throws Exception {
    Verdict verdict = Verdict.of(new ObjectMapper().readTree("""
        {"id":"e-1","data":{"stage":"qa","result":"fail","message":"too slow","evaluation":{
          "score":33.333,"indicatorResults":[
            {"displayName":"Response Time","keySli":true,"status":"fail",
             "passTargets":[{"criteria":"<=0.2"},{"criteria":"<=+10%"}],
             "value":{"metric":"rt","value":1.25,"success":true}},
            {"displayName":"","status":"fail","passTargets":null,
             "value":{"metric":"throughput","value":0,"success":false,"message":"no data"}}]}}}
        """));

    assertThat(verdict.summary()).isEqualTo("fail, score 33.333");
    assertThat(verdict.lines())
        .containsExactly(
            "Response Time        1.250     fail (needs <=0.2 and <=+10%, decides alone)",
            "throughput           no value  fail: no data", "because: too slow");
  }

  @Test
  void wholeScoresAreWrittenWithoutFraction() {
    assertThat(new Verdict("1", "qa", "pass", 100, "", List.of()).summary())
        .isEqualTo("pass, score 100");
  }
}
