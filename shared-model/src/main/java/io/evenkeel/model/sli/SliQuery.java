package io.evenkeel.model.sli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The PromQL text that measures an indicator: the project's own with its placeholders filled in, or
 * a built-in one.
 *
 * <p>Source: prometheus.md §3.1; longer names are replaced first, so that a filter {@code svc} does
 * not spoil {@code $svc_id}.
 */
public final class SliQuery {

  private SliQuery() {}

  /**
   * Returns the query for {@code indicator}.
   *
   * @throws IllegalArgumentException if nobody defines it; the message is what the indicator
   *     reports
   */
  public static String of(String indicator, SliRequest request, SliWindow window, SliFile file) {
    return file.query(indicator)
        .map(own -> fill(own, request, window))
        .or(() -> DefaultQuery.of(indicator, request, window))
        .orElseThrow(
            () -> new IllegalArgumentException("unable to get metriy query: unsupported SLI"));
  }

  private static String fill(String query, SliRequest request, SliWindow window) {
    String filled = query;
    for (SliFilter filter : longestFirst(request.filters())) {
      filled = filled
          .replace("$" + filter.key(), filter.unquoted())
          .replace("$" + filter.key().toUpperCase(Locale.ROOT), filter.unquoted());
    }
    filled = filled
        .replace("$PROJECT", request.project())
        .replace("$STAGE", request.stage())
        .replace("$SERVICE", request.service())
        .replace("$DEPLOYMENT", request.deployment());
    for (Map.Entry<String, String> label : longestFirst(request.labels())) {
      filled = filled.replace("$LABEL." + label.getKey(), label.getValue());
    }
    return filled.replace("$DURATION_SECONDS", window.duration());
  }

  private static List<SliFilter> longestFirst(List<SliFilter> filters) {
    return filters.stream()
        .filter(filter -> !filter.key().isEmpty())
        .sorted(Comparator.comparing((SliFilter filter) -> -filter.key().length()))
        .toList();
  }

  private static List<Map.Entry<String, String>> longestFirst(Map<String, String> labels) {
    return labels.entrySet().stream()
        .filter(label -> !label.getKey().isEmpty())
        .sorted(Comparator.comparing(
                (Map.Entry<String, String> label) -> -label.getKey().length())
            .thenComparing(Map.Entry::getKey))
        .toList();
  }
}
