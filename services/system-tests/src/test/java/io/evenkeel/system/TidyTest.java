package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rules about the text of the repository that no compiler or formatter checks. */
class TidyTest {

  private static final Path ROOT = Checkout.home();
  private static final int LINES_MAX = 300;
  private static final int README_LINES_MAX = 60;

  /** What people write by hand; data that tests read may be as long as it has to. */
  private static final Set<String> SOURCES =
      Set.of("java", "js", "css", "html", "yaml", "sh", "sql", "evenkeel", "build", "run");

  private static final Set<String> TEXTS = Set.of("md", "xml", "yml", "json", "py", "tpl", "txt");

  private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", ".idea");

  @TestFactory
  Stream<DynamicTest> everyFileIsTidy() throws IOException {
    return files().stream()
        .filter(file -> SOURCES.contains(kind(file)) || TEXTS.contains(kind(file)))
        .map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    List<String> lines = lines(file);
    if (SOURCES.contains(kind(file)) && !isConformanceData(file)) {
      assertThat(lines.size()).as("lines of %s", name(file)).isLessThanOrEqualTo(LINES_MAX);
    }
    for (Ban ban : Ban.ALL) {
      if (ban.appliesTo(name(file))) {
        assertThat(lines.stream().filter(ban::isIn))
            .as("%s in %s; instead: %s", ban.text(), name(file), ban.instead())
            .isEmpty();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> everyExceptionIsStillNeeded() {
    return Ban.ALL.stream().flatMap(ban -> ban.exceptions().keySet().stream()
        .map(file -> DynamicTest.dynamicTest(
            ban.text() + " in " + file,
            () -> assertThat(lines(ROOT.resolve(file))).anyMatch(ban::isIn))));
  }

  @Test
  void everyModuleSaysWhatItIsOnOnePage() throws IOException {
    List<Path> modules = files().stream()
        .filter(file -> file.endsWith("pom.xml"))
        .map(Path::getParent)
        .filter(folder -> !folder.equals(ROOT))
        .toList();

    assertThat(modules).isNotEmpty().allSatisfy(module -> {
      assertThat(module.resolve("README.md")).exists();
      assertThat(lines(module.resolve("README.md"))).hasSizeBetween(5, README_LINES_MAX);
    });
  }

  @Test
  void everyPackageRefusesNullsUnlessItSaysSo() throws IOException {
    List<Path> packages = files().stream()
        .filter(file -> name(file).contains("src/main/java/") && kind(file).equals("java"))
        .map(Path::getParent)
        .distinct()
        .toList();

    assertThat(packages).isNotEmpty().allSatisfy(folder -> assertThat(
            folder.resolve("package-info.java"))
        .exists()
        .content()
        .contains("@NullMarked"));
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return NOT_OURS.contains(folder.getFileName().toString())
            ? FileVisitResult.SKIP_SUBTREE
            : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        files.add(file);
        return FileVisitResult.CONTINUE;
      }
    });
    return files;
  }

  /** The ending of its name; the whole name of one that has none. */
  private static String kind(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  private static boolean isConformanceData(Path file) {
    return name(file).contains("src/test/resources/");
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.UTF_8);
  }
}
