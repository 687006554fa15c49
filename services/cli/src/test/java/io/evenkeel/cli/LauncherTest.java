package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real launcher script, in a folder with blanks, with stand-ins for Java and Maven. */
class LauncherTest {

  private static final List<String> JARS = List.of(
      "all-in-one-1.jar",
      "cli-1.jar",
      "shared-model-1.jar",
      "picocli-4.jar",
      "snakeyaml-2.4.jar",
      "snakeyaml-engine-3.jar",
      "jackson-core-2.jar",
      "jackson-databind-2.jar",
      "jackson-annotations-2.jar",
      "vertx-core-5.jar");

  @TempDir
  Path folder;

  private Path home;
  private Path lib;

  record Ran(int status, String out, String err) {}

  @BeforeEach
  void install() throws IOException {
    folder = folder.toRealPath();
    home = Files.createDirectories(folder.resolve("my work/even keel"));
    lib = home.resolve("services/all-in-one/target/evenkeel/lib");
    Files.copy(Path.of("../../evenkeel"), executable(home.resolve("evenkeel")));
    executable(home.resolve("evenkeel"));
  }

  @Test
  void aCommandRunsWithFewJars() throws Exception {
    product();

    Ran ran = run(jdk("17.0.15"), "", "get", "projects", "--endpoint=a b");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("<io.evenkeel.cli.Main><get><projects><--endpoint=a b>");
    assertThat(ran.out()).contains(lib + "/cli-1.jar:", "/snakeyaml-2.4.jar");
    assertThat(ran.out()).doesNotContain("vertx", "snakeyaml-engine", "all-in-one-1");
  }

  @Test
  void theFirstCommandMakesAnArchiveThatLaterOnesUse() throws Exception {
    product();
    Path jdk = jdk("17.0.15");
    script(jdk.resolve("bin/java"), """
        for word in "$@"; do
          case $word in
            -XX:ArchiveClassesAtExit=*) echo "$*" > "${word#*=}" ;;
          esac
        done
        printf '<%s>' "$@"
        """);

    run(jdk, "", "version");
    Ran second = run(jdk, "", "version");

    Path archive = lib.resolveSibling("cds/cli-17.0.15-17.jsa");
    assertThat(archive).content().contains("io.evenkeel.cli.Main __warm-up");
    assertThat(second.out()).contains("<-XX:SharedArchiveFile=" + archive + ">", "<version>");
  }

  @Test
  void anArchiveThatCannotBeMadeIsTriedOnce() throws Exception {
    product();

    Ran ran = run(jdk("17.0.15"), "", "version");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).doesNotContain("SharedArchiveFile");
    assertThat(lib.resolveSibling("cds/cli-17.0.15-17.jsa")).isEmptyFile();
  }

  @Test
  void theServerRunsWithAllJars() throws Exception {
    product();

    for (String verb : List.of("up", "tour", "playground", "service")) {
      assertThat(run(jdk("17.0.15"), "", verb, "--fast").out())
          .contains("<-cp><%s/all-in-one-1.jar:".formatted(lib))
          .contains(JARS.stream().map(jar -> lib + "/" + jar).toList())
          .contains("<-Devenkeel.home=%s>".formatted(home))
          .contains("<io.evenkeel.allinone.Main><%s><--fast>".formatted(verb));
    }
  }

  @Test
  void nativeAccessIsGrantedWhereJavaAsksForIt() throws Exception {
    product();

    assertThat(run(jdk("25"), "", "up").out()).contains("<--enable-native-access=ALL-UNNAMED>");
    assertThat(run(jdk("21.0.1"), "", "up").out()).doesNotContain("native-access");
  }

  @Test
  void itIsFoundThroughSymbolicLinksFromAnywhere() throws Exception {
    product();
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("first"), home.resolve("evenkeel"));
    Files.createSymbolicLink(bin.resolve("ek"), Path.of("../first"));

    Ran ran = start(List.of(bin.resolve("ek").toString(), "up"), jdk("17"), "");

    assertThat(ran.out()).contains("<" + lib + "/all-in-one-1.jar:");
  }

  @Test
  void anOldJavaIsNamedWithItsVersion() throws Exception {
    product();
    Path old = jdk("11.0.2");

    Ran ran = run(old, "", "get", "projects");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("evenkeel: needs a JDK, version 17 or later; found " + old)
        .contains("version 11.0.2", "set JAVA_HOME");
  }

  @Test
  void aJavaInThePathHelpsWhenJavaHomeIsTooOld() throws Exception {
    product();
    Path path = jdk("21").resolve("bin");

    assertThat(run(jdk("1.8.0_392"), path.toString(), "version").out()).contains("<version>");
  }

  @Test
  void noJavaAtAllIsSaidPlainly() throws Exception {
    product();

    Ran ran = run(folder.resolve("nowhere"), "", "up");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("needs a JDK", "nowhere, which has no bin/java");
  }

  @Test
  void withoutAProductMavenIsCalledOnceAndSaidSo() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    script(
        tools.resolve("mvn"),
        "echo \"$JAVA_HOME $*\"; mkdir -p '%s'; touch '%s'/cli-1.jar '%s'/all-in-one-1.jar"
            .formatted(lib, lib, lib));
    Path jdk = jdk("17.0.15");

    Ran first = run(jdk, tools.toString(), "version");
    Ran second = run(jdk, tools.toString(), "version");

    assertThat(first.err()).startsWith("evenkeel: building with Maven").hasLineCount(1);
    assertThat(first.out()).contains("<version>");
    assertThat(home.resolve("target/build.log"))
        .content()
        .contains(jdk + " -B", "-pl services/all-in-one -am -Dmaven.test.skip=true package");
    assertThat(second.err()).isEmpty();
  }

  @Test
  void aFailedBuildShowsTheErrorsAndNamesTheLog() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    script(tools.resolve("mvn"), "echo '[INFO] noise'; echo '[ERROR] no disk left'; exit 1");

    Ran ran = run(jdk("17"), tools.toString(), "up");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains("[ERROR] no disk left", "the build failed", "target/build.log")
        .doesNotContain("noise");
  }

  @Test
  void aMissingMavenIsSaidPlainly() throws Exception {
    assertThat(run(jdk("17"), "", "up").err())
        .startsWith("evenkeel: is not built yet, and building needs Maven");
  }

  private Ran run(Path javaHome, String path, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("evenkeel").toString()));
    command.addAll(List.of(arguments));
    return start(command, javaHome, path);
  }

  /** Runs with only the standard tools in the path, so that no real Java or Maven is found. */
  private Ran start(List<String> command, Path javaHome, String path) throws Exception {
    Path tools = Files.createDirectories(folder.resolve("standard tools"));
    for (String tool : List.of(
        "sh", "dirname", "basename", "readlink", "sed", "head", "grep", "mkdir", "touch", "mv")) {
      Path link = tools.resolve(tool);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, tool(tool));
      }
    }
    ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = process.environment();
    environment.clear();
    environment.put("JAVA_HOME", javaHome.toString());
    environment.put("PATH", path.isEmpty() ? tools.toString() : path + ":" + tools);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process running =
        process.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Ran(
        running.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static Path tool(String name) {
    return List.of(Path.of("/usr/bin", name), Path.of("/bin", name)).stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  /** A JDK whose java prints its arguments, each in angle brackets. */
  private Path jdk(String version) throws IOException {
    Path jdk = folder.resolve("jdk " + version);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    script(jdk.resolve("bin/java"), "printf '<%s>' \"$@\"");
    script(jdk.resolve("bin/javac"), "exit 0");
    return jdk;
  }

  private void product() throws IOException {
    Files.createDirectories(lib);
    for (String jar : JARS) {
      Files.writeString(lib.resolve(jar), "");
    }
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    executable(file);
  }

  private static Path executable(Path file) throws IOException {
    if (Files.exists(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return file;
  }
}
