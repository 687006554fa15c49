package io.evenkeel.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.gateway.event.EventIntake;
import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Bodies of {@code POST /api/v1/event}, with the optional validation and without. */
class EventFuzzTest {

  private static final UUID ID = new UUID(1, 2);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @FuzzTest(maxDuration = "10m")
  void isTakenOrRefusedAndStaysWhatItIs(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);

    accept(text, true);
    accept(text, false);
  }

  private static void accept(String text, boolean strict) {
    Refusals.valueUnless(
            InvalidRequest.class, () -> new EventIntake(strict).accept(text, ID, ID, NOW))
        .ifPresent(EventFuzzTest::staysWhatItIs);
  }

  private static void staysWhatItIs(KeptnEvent event) {
    String written = EventJson.write(event);
    if (!EventJson.write(EventJson.read(written)).equals(written)) {
      throw new AssertionError("read back as another event: " + written);
    }
  }
}
