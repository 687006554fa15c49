package io.evenkeel.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.evenkeel.model.slo.Slo;
import java.nio.charset.StandardCharsets;

/** Files called {@code slo.yaml}, and the criteria in them. */
class SloFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void isReadOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);

    Refusals.valueUnless(IllegalArgumentException.class, () -> Slo.parse(text))
        .ifPresent(Slo::criterionMistake);
  }
}
