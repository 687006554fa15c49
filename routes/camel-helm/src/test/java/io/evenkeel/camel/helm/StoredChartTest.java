package io.evenkeel.camel.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.camel.helm.HelmCommand.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What Helm stores, read back and rendered again by the real Helm. */
class StoredChartTest {

  private static final String MANIFEST =
      "kind: ConfigMap\nmetadata: {name: x}\ndata: {a: '{{ x }}'}\n";

  private final HelmRunner helm = new HelmRunner();

  @Test
  void aRollbackRendersExactlyWhatWasStoredWithoutEvaluatingIt() throws IOException {
    try (StoredChart chart = StoredChart.asManifest(record(Map.of()))) {
      assertThat(render(chart)).contains("data: {a: '{{ x }}'}").contains("kind: Job");
    }
  }

  @Test
  void anUpgradeWithoutAChartRendersTheStoredTemplatesWithNewValues() throws IOException {
    try (StoredChart chart = StoredChart.asTemplates(record(Map.of()))) {
      assertThat(render(chart)).contains("replicas: 4");
    }
  }

  @Test
  void aChartWithSubchartsIsNotPretendedToBeComplete() {
    ReleaseRecord withSubchart = record(Map.of("dependencies", List.of(Map.of("name", "db"))));

    assertThatThrownBy(() -> StoredChart.asTemplates(withSubchart))
        .hasMessageContaining("carts")
        .hasMessageContaining("name the chart");
  }

  @Test
  void aStoredFileOutsideOfTheChartIsRefused() {
    Map<String, Object> metadata = Map.of("name", "carts", "version", "1.0.0", "apiVersion", "v2");
    ReleaseRecord evil = ReleaseRecord.decode(stored(Map.of(
        "name",
        "carts",
        "chart",
        Map.of("metadata", metadata, "files", List.of(file("../../etc/cron.d/x", "boom"))))));

    assertThatThrownBy(() -> StoredChart.asTemplates(evil)).hasMessageContaining("../../etc");
  }

  @Test
  void aStoredReleaseTellsNameRevisionAndState() {
    ReleaseRecord record = record(Map.of());

    assertThat(record.unchanged())
        .isEqualTo(
            new HelmRelease("carts", "shop-qa", 3, "deployed", "carts-1.0.0", "7", "", false));
  }

  @Test
  void aDamagedReleaseIsReportedAndNotParsed() {
    String damaged =
        Base64.getEncoder().encodeToString("bm90IGd6aXA=".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> ReleaseRecord.decode(damaged))
        .isInstanceOf(HelmException.class)
        .hasMessageContaining("not readable");
  }

  private String render(StoredChart chart) {
    return helm.template(HelmCommand.of(Operation.TEMPLATE)
        .release("carts")
        .chart(chart.directory().toString())
        .values(Map.of("replicaCount", 4))
        .build());
  }

  private static ReleaseRecord record(Map<String, Object> moreMetadata) {
    Map<String, Object> metadata = new java.util.HashMap<>(
        Map.of("name", "carts", "version", "1.0.0", "apiVersion", "v2", "appVersion", "7"));
    metadata.putAll(moreMetadata);
    return ReleaseRecord.decode(stored(Map.of(
        "name",
        "carts",
        "namespace",
        "shop-qa",
        "version",
        3,
        "info",
        Map.of("status", "deployed", "description", "Upgrade complete"),
        "manifest",
        MANIFEST,
        "hooks",
        List.of(Map.of("manifest", "kind: Job\nmetadata: {name: hook}\n")),
        "chart",
        Map.of(
            "metadata", metadata,
            "values", Map.of("replicaCount", 1),
            "templates",
                List.of(file("templates/d.yaml", "replicas: {{ .Values.replicaCount }}"))))));
  }

  private static Map<String, Object> file(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return Map.of("name", name, "data", Base64.getEncoder().encodeToString(bytes));
  }

  /** As the Kubernetes API hands it out: base64 of Helm's base64 of gzip. */
  private static String stored(Map<String, Object> release) {
    try {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(new ObjectMapper().writeValueAsBytes(release));
      }
      byte[] once = Base64.getEncoder().encode(packed.toByteArray());
      return Base64.getEncoder().encodeToString(once);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
