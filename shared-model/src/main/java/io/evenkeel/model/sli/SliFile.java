package io.evenkeel.model.sli;

import io.evenkeel.model.slo.YamlMapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queries of {@code prometheus/sli.yaml}, merged over project, stage and service.
 *
 * <p>Source: prometheus.md §3.
 */
public record SliFile(Map<String, String> indicators) {

  /** Where the file lies on each level. */
  public static final String URI = "prometheus/sli.yaml";

  public SliFile {
    indicators = Map.copyOf(indicators);
  }

  /**
   * Merges the files that exist, each overriding the ones before it.
   *
   * @throws IllegalArgumentException if one is not readable, or none of them defines an indicator;
   *     the message says what is wrong
   */
  public static SliFile merge(List<String> files) {
    Map<String, String> merged = new LinkedHashMap<>();
    files.forEach(file -> merged.putAll(YamlMapping.parse(file).texts("indicators")));
    if (!files.isEmpty() && merged.isEmpty()) {
      throw new IllegalArgumentException("missing required field: indicators");
    }
    return new SliFile(merged);
  }

  /** Returns the query as written; one that is empty counts as undefined. */
  public Optional<String> query(String indicator) {
    return Optional.ofNullable(indicators.get(indicator)).filter(query -> !query.isEmpty());
  }
}
