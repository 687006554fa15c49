package io.evenkeel.playground.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartArchiveTest {

  @TempDir
  Path folder;

  @Test
  void tarUnpacksWhatWasPacked() throws Exception {
    Path chart = folder.resolve("hello");
    Files.createDirectories(chart.resolve("templates"));
    Files.writeString(chart.resolve("Chart.yaml"), "name: hello\n");
    Files.writeString(chart.resolve("templates/service.yaml"), "x".repeat(512));
    Files.writeString(chart.resolve("empty"), "");
    Path archive = Files.write(folder.resolve("hello.tgz"), ChartArchive.pack(chart));
    Path target = Files.createDirectories(folder.resolve("target"));

    Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", target.toString())
        .inheritIO()
        .start();

    assertThat(tar.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(tar.exitValue()).isZero();
    assertThat(target.resolve("hello/Chart.yaml")).hasContent("name: hello\n");
    assertThat(target.resolve("hello/templates/service.yaml")).hasContent("x".repeat(512));
    assertThat(target.resolve("hello/empty")).isEmptyFile();
    assertThat(ChartArchive.pack(chart)).isEqualTo(Files.readAllBytes(archive));
  }

  @Test
  void aPathThatDoesNotFitIsRefused() throws IOException {
    Path chart = Files.createDirectories(folder.resolve("hello"));
    Files.writeString(chart.resolve("n".repeat(100)), "");

    assertThatThrownBy(() -> ChartArchive.pack(chart)).hasMessageContaining("too long");
  }
}
