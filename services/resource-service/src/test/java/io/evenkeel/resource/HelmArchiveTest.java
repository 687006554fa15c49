package io.evenkeel.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelmArchiveTest {

  private static final int LIMIT = 1024 * 1024;

  @TempDir
  Path directory;

  @Test
  void whatTarPackedIsUnpackedWithoutItsTopFolder() throws IOException {
    Path chart = Files.createDirectories(directory.resolve("cart/templates/" + "x".repeat(150)));
    Files.writeString(directory.resolve("cart/Chart.yaml"), "name: cart\n");
    Files.writeString(chart.resolve("deployment.yaml"), "kind: Deployment\n");
    RunningService.run(
        List.of("tar", "-czf", directory + "/cart.tgz", "-C", directory.toString(), "cart"));

    Map<String, byte[]> files =
        HelmArchive.unpack(Files.readAllBytes(directory.resolve("cart.tgz")), LIMIT);

    assertThat(files)
        .containsOnlyKeys("Chart.yaml", "templates/" + "x".repeat(150) + "/deployment.yaml");
    assertThat(files.get("Chart.yaml")).asString(UTF_8).isEqualTo("name: cart\n");
  }

  @Test
  void whatIsPackedTarUnpacks() throws IOException {
    String longName = "templates/" + "y".repeat(200) + ".yaml";
    Map<String, byte[]> files = Map.of("Chart.yaml", bytes("a"), longName, bytes("b"));
    Files.write(directory.resolve("cart.tgz"), HelmArchive.pack("cart", files));

    RunningService.run(List.of("tar", "-xzf", directory + "/cart.tgz", "-C", directory.toString()));

    assertThat(directory.resolve("cart/Chart.yaml")).hasContent("a");
    assertThat(directory.resolve("cart").resolve(longName)).hasContent("b");
  }

  @Test
  void packingTheSameFilesGivesTheSameBytes() throws IOException {
    Map<String, byte[]> files = Map.of("b", bytes("1"), "a", bytes("2"));

    assertThat(HelmArchive.pack("cart", files)).isEqualTo(HelmArchive.pack("cart", files));
    assertThat(HelmArchive.unpack(HelmArchive.pack("cart", files), LIMIT).keySet())
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "../evil, ../evil is not a usable path",
    "cart/../../evil, cart/../../evil is not a usable path",
    "/etc/evil, /etc/evil leads out of its folder",
    "cart/.git/config, cart/.git/config is not a usable path",
    "evil, evil is not in a folder",
  })
  void namesThatLeadOutOfTheFolderAreRefused(String name, String reason) throws IOException {
    assertRefused(archive(file(name, "x")), reason);
  }

  @Test
  void linksAreRefused() throws IOException {
    TarArchiveEntry link = new TarArchiveEntry("cart/link", TarConstants.LF_SYMLINK);
    link.setLinkName("/etc/passwd");
    TarArchiveEntry hard = new TarArchiveEntry("cart/hard", TarConstants.LF_LINK);
    hard.setLinkName("cart/x");

    assertRefused(archive(Map.of(link, bytes(""))), "cart/link is neither a file nor a folder");
    assertRefused(archive(Map.of(hard, bytes(""))), "cart/hard is neither a file nor a folder");
  }

  @Test
  void moreThanOneFolderIsRefused() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(packed))) {
      add(tar, new TarArchiveEntry("a/x"), bytes("1"));
      add(tar, new TarArchiveEntry("b/x"), bytes("1"));
    }

    assertRefused(packed.toByteArray(), "it has more than one folder at its top: a, b");
  }

  @Test
  void aBombIsRefusedBeforeItGoesOff() throws IOException {
    byte[] bomb = archive(file("cart/zeros", "\0".repeat(50 * LIMIT)));

    assertThat(bomb.length).isLessThan(LIMIT);
    assertRefused(bomb, "unpacked it is larger than 1048576 bytes");
  }

  @Test
  void brokenArchivesAreRefused() throws IOException {
    byte[] good = archive(file("cart/x", "text"));
    byte[] cut = Arrays.copyOf(good, good.length / 2);

    assertRefused(bytes("no archive"), "Not in GZIP format");
    assertRefused(new byte[0], "");
    assertRefused(cut, "");
    assertRefused(archive(Map.of()), "it holds no files");
  }

  private static void assertRefused(byte[] archive, String reason) {
    assertThatThrownBy(() -> HelmArchive.unpack(archive, LIMIT))
        .isInstanceOfSatisfying(Refusal.class, refusal -> {
          assertThat(refusal.status()).isEqualTo(500);
          assertThat(refusal.getMessage())
              .startsWith("the Helm chart can not be unpacked: ")
              .contains(reason);
        });
  }

  private static Map<TarArchiveEntry, byte[]> file(String name, String text) {
    return Map.of(new TarArchiveEntry(name, true), bytes(text));
  }

  private static byte[] archive(Map<TarArchiveEntry, byte[]> entries) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(packed))) {
      for (Map.Entry<TarArchiveEntry, byte[]> entry : entries.entrySet()) {
        add(tar, entry.getKey(), entry.getValue());
      }
    }
    return packed.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content)
      throws IOException {
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
