package io.evenkeel.resource;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.evenkeel.fuzz.Refusals;
import io.evenkeel.kit.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Names of resources as they come in addresses and in bodies. */
class ResourceUriFuzzTest {

  private static final Path ROOT = Path.of("/repository");

  @FuzzTest(maxDuration = "10m")
  void neverLeadsOutOfTheRepository(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);

    Refusals.valueUnless(Refusal.class, () -> ResourceUri.fromPath(text))
        .ifPresent(ResourceUriFuzzTest::stays);
    Refusals.valueUnless(Refusal.class, () -> ResourceUri.fromBody(text))
        .ifPresent(ResourceUriFuzzTest::stays);
  }

  private static void stays(ResourceUri uri) {
    Path file = ROOT.resolve(uri.path()).normalize();
    boolean inside = file.startsWith(ROOT) && !file.equals(ROOT);
    if (!inside || file.startsWith(ROOT.resolve(".git")) || uri.path().startsWith("/")) {
      throw new AssertionError("leads elsewhere: " + uri);
    }
  }
}
