package io.evenkeel.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.evenkeel.model.remediation.Remediations;
import java.nio.charset.StandardCharsets;

/** Files called {@code remediation.yaml}. */
class RemediationFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void isReadOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);

    Refusals.valueUnless(IllegalArgumentException.class, () -> Remediations.parse(text));
  }
}
