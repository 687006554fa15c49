package io.evenkeel.playground.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.camel.helm.HelmRelease;
import org.junit.jupiter.api.Test;

class HelmSummaryTest {

  private static final String OUTPUT = """
      NAME: web
      LAST DEPLOYED: Tue, 3 Nov 2026 14:36:03 +0000
      NAMESPACE: qa
      STATUS: deployed
      REVISION: %d
      CHART: web-0.1.0
      APP VERSION: 1.16.0
      """;

  @Test
  void aFirstRevisionSaysThatItInstalls() {
    assertThat(HelmSummary.upgraded(release(1, ""))).isEqualTo("""
        Release "web" does not exist. Installing it now.
        NAME: web
        LAST DEPLOYED: Tue Nov  3 14:36:03 2026
        NAMESPACE: qa
        STATUS: deployed
        REVISION: 1
        """);
  }

  @Test
  void aLaterOneSaysThatItUpgraded() {
    assertThat(HelmSummary.upgraded(release(2, "")))
        .startsWith("Release \"web\" has been upgraded. Happy Helming!\nNAME: web\n");
  }

  @Test
  void theChartsNotesArePrintedAsTheyAre() {
    assertThat(HelmSummary.of(release(2, "NOTES:\nCHART: hello\n")))
        .endsWith("REVISION: 2\nNOTES:\nCHART: hello\n");
  }

  private static HelmRelease release(int revision, String notes) {
    return new HelmRelease(
        "web",
        "qa",
        revision,
        "deployed",
        "web-0.1.0",
        "1.16.0",
        OUTPUT.formatted(revision) + notes,
        true);
  }
}
