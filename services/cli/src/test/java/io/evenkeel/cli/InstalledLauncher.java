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
import org.junit.jupiter.api.io.TempDir;

/** The real launcher script, in a folder with blanks, with stand-ins for Java and Maven. */
abstract class InstalledLauncher {

  static final List<String> JARS = List.of(
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

  Path home;
  Path lib;

  record Ran(int status, String out, String err) {}

  @BeforeEach
  void install() throws IOException {
    folder = folder.toRealPath();
    home = Files.createDirectories(folder.resolve("my work/even keel"));
    lib = home.resolve("services/all-in-one/target/evenkeel/lib");
    Files.copy(Path.of("../../evenkeel"), executable(home.resolve("evenkeel")));
    executable(home.resolve("evenkeel"));
  }

  final Ran run(Path javaHome, String path, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("evenkeel").toString()));
    command.addAll(List.of(arguments));
    return start(command, javaHome, path);
  }

  /** Runs with only the standard tools in the path, so that no real Java or Maven is found. */
  final Ran start(List<String> command, Path javaHome, String path) throws Exception {
    Path tools = Files.createDirectories(folder.resolve("standard tools"));
    for (String tool : List.of(
        "sh",
        "dirname",
        "basename",
        "readlink",
        "sed",
        "head",
        "grep",
        "mkdir",
        "touch",
        "mv",
        "rm")) {
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

  static Path tool(String name) {
    return List.of(Path.of("/usr/bin", name), Path.of("/bin", name)).stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  /** A JDK whose java prints its arguments, each in angle brackets. */
  Path jdk(String version) throws IOException {
    Path jdk = folder.resolve("jdk " + version);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    script(jdk.resolve("bin/java"), "printf '<%s>' \"$@\"");
    script(jdk.resolve("bin/javac"), "exit 0");
    return jdk;
  }

  final void product() throws IOException {
    Files.createDirectories(lib);
    for (String jar : JARS) {
      Files.writeString(lib.resolve(jar), "");
    }
  }

  static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    executable(file);
  }

  static Path executable(Path file) throws IOException {
    if (Files.exists(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return file;
  }
}
