package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The archives of loaded classes, which make a start short. */
class LauncherArchiveTest extends InstalledLauncher {

  /** What a java does that lists classes and archives those of a list. */
  private static final String ARCHIVING = """
      for word in "$@"; do
        case $word in
          -XX:DumpLoadedClassList=*)
            printf 'a/Class\\n@lambda-proxy org/eclipse/jgit/B\\n' > "${word#*=}" ;;
          -XX:SharedClassListFile=*) list=${word#*=} ;;
          -XX:SharedArchiveFile=*)
            if [ -n "${list:-}" ]; then while read -r line; do echo "$line"; done \\
              < "$list" > "${word#*=}"; fi ;;
        esac
      done
      """;

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
  void theBuildArchivesWhatAServerLoadsAndLeavesNothingElse() throws Exception {
    product();
    Path jdk = jdk("17.0.15");
    script(jdk.resolve("bin/java"), ARCHIVING);

    Ran ran = run(jdk, "", "__archive");

    assertThat(ran).isEqualTo(new Ran(0, "", ""));
    assertThat(lib.resolveSibling("cds"))
        .isDirectoryContaining("glob:**/server-17.0.15.jsa")
        .isDirectoryNotContaining("glob:**.classes*");
    assertThat(lib.resolveSibling("cds/server-17.0.15.jsa")).hasContent("a/Class");
  }

  @Test
  void aServerArchiveThatCannotBeMadeIsDoneWithout() throws Exception {
    product();
    Path jdk = jdk("17.0.15");
    script(
        jdk.resolve("bin/java"),
        "case $* in *-Xshare:dump*) echo 'no memory left' >&2; echo more >&2; exit 1 ;; esac\n"
            + ARCHIVING);
    Path archive = lib.resolveSibling("cds/server-17.0.15.jsa");
    Files.createDirectories(archive.getParent());
    Files.writeString(archive, "of the build before");

    Ran ran = run(jdk, "", "__archive");

    assertThat(ran.status()).isZero();
    assertThat(ran.err())
        .isEqualTo("evenkeel: " + archive + " could not be made, the server starts more slowly"
            + " without it (no memory left)\n");
    assertThat(archive.getParent()).isEmptyDirectory();
  }
}
