package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rules about the text of the repository that no compiler or formatter checks. */
class TidyTest {

  private static final Path ROOT = ServerProcess.home();
  private static final int LINES_MAX = 300;
  private static final int README_LINES_MAX = 80;
  private static final Set<String> TEXTS =
      Set.of("java", "js", "css", "html", "yaml", "yml", "md", "sh", "py", "xml");

  /** What is banned everywhere, and what to write instead. */
  private static final Map<Pattern, String> BANNED = Map.of(
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b"),
      "an issue; say in the text what is true today",
      Pattern.compile("@Dis" + "abled"),
      "a test that is skipped by an assumption, with a reason in its output",
      Pattern.compile("(?<![\\w.])/(ro" + "ot|wo" + "rk)/\\w"),
      "a path relative to the repository, or one the user gives",
      Pattern.compile("repo\\.mav" + "en|repo1\\.|registry\\.np" + "mjs|proxy\\.gol" + "ang"),
      "the package's name; where it comes from is the user's setting");

  /** Adapters that complete a future by hand, each with its reason in its Javadoc. */
  private static final Set<String> ADAPTERS =
      Set.of("SqliteDatabase.java", "ProjectQueueTest.java");

  @TestFactory
  Stream<DynamicTest> everyFileIsTidy() throws IOException {
    return texts().stream()
        .map(file -> DynamicTest.dynamicTest(ROOT.relativize(file).toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (file.toString().endsWith(".java")) {
      assertThat(lines).as("lines").hasSizeLessThanOrEqualTo(LINES_MAX);
    }
    BANNED.forEach((pattern, instead) -> assertThat(lines)
        .as("instead: %s", instead)
        .noneMatch(line -> pattern.matcher(line).find()));
    if (!ADAPTERS.contains(file.getFileName().toString()) && !file.endsWith("TidyTest.java")) {
      assertThat(lines)
          .as("instead: return the Future; only an adapter completes one by hand")
          .noneMatch(line -> line.contains("Promise.promise()"));
    }
  }

  @Test
  void everyModuleSaysWhatItIsOnOnePage() throws IOException {
    for (Path module : modules()) {
      Path readme = module.resolve("README.md");
      assertThat(readme).exists();
      assertThat(Files.readAllLines(readme)).hasSizeLessThanOrEqualTo(README_LINES_MAX);
    }
  }

  @Test
  void everyPackageRefusesNullsUnlessItSaysSo() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<Path> packages = files
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .distinct()
          .toList();
      assertThat(packages).isNotEmpty();
      for (Path folder : packages) {
        assertThat(folder.resolve("package-info.java")).exists().content().contains("@NullMarked");
      }
    }
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      return files
          .filter(file -> file.endsWith("pom.xml") && !file.toString().contains("/target/"))
          .map(Path::getParent)
          .toList();
    }
  }

  private static List<Path> texts() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> isOurs(ROOT.relativize(file).toString()))
          .toList();
    }
  }

  private static boolean isOurs(String path) {
    boolean generated = path.contains("target/") || path.startsWith(".git/");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return !generated
        && (name.equals("evenkeel") || TEXTS.contains(name.substring(name.lastIndexOf('.') + 1)));
  }
}
