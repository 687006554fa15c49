package io.evenkeel.camel.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A YAML route that uses the component as an operator would; Helm is the real one. */
class HelmRouteTest {

  private static final Path CHART = Path.of("src/test/resources/charts/carts");

  private final CamelContext camel = new DefaultCamelContext();
  private ProducerTemplate template = camel.createProducerTemplate();

  @BeforeEach
  void start() throws Exception {
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.resolveResource(camel, "classpath:routes/render.camel.yaml"));
    camel.start();
    template = camel.createProducerTemplate();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void valuesTravelInHeadersAndAreNeverInterpreted() {
    String manifest = render(Map.of("replicas", "3", "note", "a,image=evil:1 \"quoted\""));

    assertThat(manifest)
        .contains("replicas: 3")
        .contains("image: \"carts:1\"")
        .contains("note: \"a,image=evil:1 \\\"quoted\\\"\"");
  }

  @Test
  void aHeaderOverridesTheEndpointsOption() {
    String manifest = template.requestBodyAndHeaders(
        "helm:template?release=carts",
        null,
        Map.of("HelmRelease", "orders", "HelmChart", CHART.toString()),
        String.class);

    assertThat(manifest).contains("name: orders").doesNotContain("name: carts\n  annotations");
  }

  @Test
  void aPackedChartMayBeTheBody() throws IOException {
    String manifest = template.requestBodyAndHeader(
        "helm:template?release=carts", packed(), "HelmValues.replicaCount", 5, String.class);

    assertThat(manifest).contains("replicas: 5");
  }

  @Test
  void helmsOwnWordsArriveWithTheOperation() {
    assertThatThrownBy(() -> template.requestBodyAndHeaders(
            "helm:template",
            null,
            Map.of("HelmRelease", "carts", "HelmChart", "/nowhere/carts.tgz")))
        .isInstanceOf(CamelExecutionException.class)
        .rootCause()
        .hasMessageContaining("/nowhere/carts.tgz does not exist");
  }

  @Test
  void anOptionThatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> template.requestBodyAndHeader(
            "helm:template?release=carts&chart=" + CHART, null, "HelmTimeout", "soon"))
        .hasRootCauseInstanceOf(Exception.class)
        .cause()
        .hasMessageContaining("HelmTimeout");
  }

  @Test
  void anUnknownOperationIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> camel.getEndpoint("helm:upgarde"))
        .hasStackTraceContaining("helm:upgarde is unknown; there are [upgrade, install");
  }

  private String render(Map<String, String> body) {
    return template.requestBodyAndHeader(
        "direct:render", body, "HelmChart", CHART.toString(), String.class);
  }

  /** A packed chart as Helm wants it: a gzipped tar archive with one directory. */
  private static byte[] packed() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (String name : new String[] {"Chart.yaml", "values.yaml", "templates/deployment.yaml"}) {
        byte[] content = Files.readAllBytes(CHART.resolve(name));
        gzip.write(tarHeader("carts/" + name, content.length));
        gzip.write(content);
        gzip.write(new byte[(512 - content.length % 512) % 512]);
      }
      gzip.write(new byte[1024]);
    }
    return packed.toByteArray();
  }

  private static byte[] tarHeader(String name, int size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 124, "%011o\0".formatted(size));
    put(header, 136, "00000000000\0");
    put(header, 148, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte each : header) {
      sum += each;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
