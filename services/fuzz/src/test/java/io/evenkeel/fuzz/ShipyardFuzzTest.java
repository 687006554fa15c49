package io.evenkeel.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.evenkeel.model.shipyard.Shipyard;
import java.nio.charset.StandardCharsets;

/** Files called {@code shipyard.yaml}. */
class ShipyardFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void isReadOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);

    Refusals.valueUnless(IllegalArgumentException.class, () -> Shipyard.parse(text));
  }
}
