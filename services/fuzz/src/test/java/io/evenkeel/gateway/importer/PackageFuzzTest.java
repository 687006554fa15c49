package io.evenkeel.gateway.importer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.evenkeel.fuzz.Refusals;
import io.evenkeel.kit.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What is in a package: the zip file, its manifest, the templates of its tasks. */
class PackageFuzzTest {

  private static final PackageArchive FILES = archive();
  private static final Map<String, Object> VALUES =
      Map.of("Project", "shop", "Context", Map.of("name", "carts"));

  @FuzzTest(maxDuration = "10m")
  void isReadOrRefused(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);

    Refusals.valueUnless(Refusal.class, () -> PackageArchive.open(bytes))
        .flatMap(archive -> archive.file("manifest.yaml"))
        .ifPresent(manifest -> manifest(new String(manifest, StandardCharsets.UTF_8)));
    manifest(text);
    Refusals.valueUnless(IllegalArgumentException.class, () -> Template.render(text, VALUES));
  }

  private static void manifest(String yaml) {
    Refusals.valueUnless(IllegalArgumentException.class, () -> Manifest.parse(yaml, FILES))
        .ifPresent(manifest -> manifest.tasks().forEach(Manifest.Task::fields));
  }

  /** With a file that manifests may name. */
  private static PackageArchive archive() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a"));
      zip.write('a');
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return PackageArchive.open(bytes.toByteArray());
  }
}
