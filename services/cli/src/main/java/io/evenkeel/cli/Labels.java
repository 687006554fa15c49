package io.evenkeel.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flag {@code --labels=k=v,k=v}. */
final class Labels {

  @Option(
      names = {"-l", "--labels"},
      split = ",",
      paramLabel = "NAME=VALUE",
      description = "Labels that every event of the run carries")
  Map<String, String> labels = new LinkedHashMap<>();

  /** Adds {@code labels} to event data unless there are none. */
  void addTo(Map<String, Object> data) {
    if (!labels.isEmpty()) {
      data.put("labels", labels);
    }
  }
}
