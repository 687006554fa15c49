package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which Java runs what, and what is said where none can. */
class LauncherTest extends InstalledLauncher {

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
}
