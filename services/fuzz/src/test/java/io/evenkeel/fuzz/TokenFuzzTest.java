package io.evenkeel.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.evenkeel.gateway.access.TokenSpec;
import io.evenkeel.gateway.access.TokenText;
import io.evenkeel.gateway.contract.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** API tokens as clients send them, and what people ask for when they make one. */
class TokenFuzzTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @FuzzTest(maxDuration = "10m")
  void isReadOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);

    TokenText.read(text).ifPresent(TokenText::hash);
    Refusals.valueUnless(InvalidRequest.class, () -> TokenSpec.parse(text, NOW));
  }
}
