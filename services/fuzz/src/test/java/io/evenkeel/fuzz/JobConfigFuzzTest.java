package io.evenkeel.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.evenkeel.model.job.JobConfig;
import java.nio.charset.StandardCharsets;

/** Files called {@code job/config.yaml}. */
class JobConfigFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void isReadOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);

    Refusals.valueUnless(IllegalArgumentException.class, () -> JobConfig.parse(text));
  }
}
