package io.evenkeel.camel.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A chart directory written from what Helm keeps of a revision, for upgrades that name no chart and
 * for rollbacks, which helm-java lacks. Deleted on {@link #close}.
 */
final class StoredChart implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERBATIM = "{{ .Files.Get \"%s\" }}\n";

  private final Path directory;

  private StoredChart(Path directory) {
    this.directory = directory;
  }

  /**
   * Writes the chart as it was, to be rendered with other values.
   *
   * @throws HelmException if it had subcharts: Helm does not keep those
   */
  static StoredChart asTemplates(ReleaseRecord record) {
    if (!record.chart().path("metadata").path("dependencies").isEmpty()) {
      throw new HelmException(
          "the chart of release %s has dependencies, which Helm does not keep: name the chart"
              .formatted(record.name()));
    }
    return write(record, chart -> {
      chart.files(record.chart().path("templates"));
      chart.files(record.chart().path("files"));
      byte[] schema = record.chart().path("schema").binaryValue();
      if (schema != null && schema.length > 0) {
        chart.file("values.schema.json", schema);
      }
    });
  }

  /**
   * Writes a chart that renders to exactly what the revision rendered to, as a rollback must: the
   * stored manifest is read as a file, so nothing in it is evaluated again.
   */
  static StoredChart asManifest(ReleaseRecord record) {
    return write(record, chart -> {
      chart.file("manifest.yaml", manifest(record.json()).getBytes(StandardCharsets.UTF_8));
      chart.text("templates/manifest.yaml", VERBATIM.formatted("manifest.yaml"));
      String notes = record.json().path("info").path("notes").asText();
      if (!notes.isEmpty()) {
        chart.text("notes.txt", notes);
        chart.text("templates/NOTES.txt", VERBATIM.formatted("notes.txt"));
      }
    });
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() {
    TemporaryFiles.delete(directory);
  }

  private interface Content {
    void writeTo(StoredChart chart) throws IOException;
  }

  private static StoredChart write(ReleaseRecord record, Content content) {
    try {
      StoredChart chart = new StoredChart(Files.createTempDirectory("evenkeel-chart-"));
      ObjectNode metadata = record.chart().path("metadata").deepCopy();
      metadata.remove("dependencies");
      chart.file("Chart.yaml", JSON.writeValueAsBytes(metadata));
      chart.file("values.yaml", JSON.writeValueAsBytes(values(record)));
      content.writeTo(chart);
      return chart;
    } catch (IOException e) {
      throw new UncheckedIOException("the stored chart could not be unpacked", e);
    }
  }

  private static JsonNode values(ReleaseRecord record) {
    JsonNode values = record.chart().path("values");
    return values.isObject() ? values : JSON.createObjectNode();
  }

  private static String manifest(JsonNode release) {
    StringBuilder all = new StringBuilder(release.path("manifest").asText());
    for (JsonNode hook : release.path("hooks")) {
      all.append("\n---\n").append(hook.path("manifest").asText());
    }
    return all.toString();
  }

  private void files(JsonNode files) throws IOException {
    for (JsonNode file : files) {
      byte[] content = file.path("data").binaryValue();
      file(file.path("name").asText(), content == null ? new byte[0] : content);
    }
  }

  private void text(String name, String content) throws IOException {
    file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private void file(String name, byte[] content) throws IOException {
    Path target = directory.resolve(name).normalize();
    if (!target.startsWith(directory)) {
      throw new HelmException("the stored chart has a file outside of it: " + name);
    }
    Files.createDirectories(target.resolveSibling(""));
    Files.write(target, content);
  }
}
