package io.evenkeel.allinone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server that is stopped keeps what it has. */
final class StoredOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Its data directory (./data, EVENKEEL_DATA).")
  @Nullable
  Path data;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "postgresql://USER:PASSWORD@HOST/DATABASE; the file in DIR when absent"
          + " (EVENKEEL_STORE).")
  @Nullable
  String store;

  /** The variables with the options laid over them. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (data != null) {
      environment.put("EVENKEEL_DATA", data.toString());
    }
    if (store != null) {
      environment.put("EVENKEEL_STORE", store);
    }
    return environment;
  }
}
