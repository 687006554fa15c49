package io.evenkeel.playground.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TourFilesTest {

  @TempDir
  Path folder;

  @Test
  void anArchiveIsTakenBeforeAChartFolder() throws IOException {
    Files.createDirectories(folder.resolve("keptn_setup/helm/hello"));
    Files.writeString(folder.resolve("keptn_setup/helm/hello/Chart.yaml"), "name: hello\n");
    TourFiles files = new TourFiles(folder, false);
    assertThat(files.chartFolder()).hasValue(folder.resolve("keptn_setup/helm/hello"));
    assertThat(files.chart()).startsWith((byte) 0x1f, (byte) 0x8b);

    Files.writeString(folder.resolve("keptn_setup/helm/hello.tgz"), "packed");

    assertThat(files.chartFolder()).isEmpty();
    assertThat(files.chart()).isEqualTo("packed".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFolderWithoutAChartIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("keptn_setup/helm/empty"));

    assertThatThrownBy(() -> new TourFiles(folder, false).chart())
        .isInstanceOf(TourException.class)
        .hasMessageContaining("neither a .tgz nor a folder with a Chart.yaml");
  }

  @Test
  void onlyAFastTourShortens() throws IOException {
    Files.writeString(folder.resolve("locust.conf"), "run-time = 1m\n");

    assertThat(new TourFiles(folder, false).content("locust.conf")).asString().contains("1m");
    assertThat(new TourFiles(folder, true).content("locust.conf")).asString().contains("5s");
  }
}
