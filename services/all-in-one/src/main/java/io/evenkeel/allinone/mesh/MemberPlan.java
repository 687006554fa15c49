package io.evenkeel.allinone.mesh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How one process of the mesh is started.
 *
 * @param name e.g. {@code shipyard-controller-2}
 * @param arguments of the launcher's main class
 * @param environment in place of all {@code EVENKEEL_*} variables of this process
 * @param healthPort where it answers probes
 */
record MemberPlan(
    String name, List<String> arguments, Map<String, String> environment, int healthPort) {

  private static final String MAIN = "io.evenkeel.allinone.Main";

  MemberPlan {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** The same Java and jars as this process. */
  ProcessBuilder process() {
    return process(arguments, environment);
  }

  static ProcessBuilder process(List<String> arguments, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // One of many on this machine: few threads, small heap, quick start.
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx384m", "-Xss512k"));
    String options = environment.getOrDefault("EVENKEEL_JAVA_OPTS", "").strip();
    if (!options.isEmpty()) {
      command.addAll(Arrays.asList(options.split("\\s+", -1)));
    }
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    String archive = System.getProperty("evenkeel.archive", "");
    if (!archive.isEmpty()) {
      command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"));
      command.add("-Xlog:all=error:stderr");
    }
    command.add("-Devenkeel.parent=" + ProcessHandle.current().pid());
    command.add("-Devenkeel.home=" + System.getProperty("evenkeel.home", ""));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("EVENKEEL_"));
    builder.environment().putAll(environment);
    return builder;
  }
}
