package io.evenkeel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were measured on. */
final class Host {

  private static final long KIB_PER_GIB = 1024L * 1024;

  private Host() {}

  /** {@code {cpu, cores, memoryGiB, system, java}}; what can't be found out is {@code ""} or 0. */
  static Map<String, Object> describe() {
    Map<String, Object> host = new LinkedHashMap<>();
    host.put("cpu", value("/proc/cpuinfo", "model name"));
    host.put("cores", Runtime.getRuntime().availableProcessors());
    String memory = value("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
    host.put("memoryGiB", memory.isEmpty() ? 0 : Long.parseLong(memory) / KIB_PER_GIB);
    host.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    host.put("java", System.getProperty("java.vm.version"));
    return host;
  }

  private static String value(String file, String name) {
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (line.startsWith(name)) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException elsewhere) {
      return "";
    }
    return "";
  }
}
