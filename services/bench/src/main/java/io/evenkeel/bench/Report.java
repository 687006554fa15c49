package io.evenkeel.bench;

import io.evenkeel.model.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints figures as they come, or all of them as one JSON document at the end. */
final class Report {

  private final PrintStream out;
  private final boolean json;
  private final Map<String, Object> document = new LinkedHashMap<>();
  private final List<Map<String, Object>> scenarios = new ArrayList<>();
  private boolean missed;

  Report(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Says what is measured, and where. */
  void begin(Map<String, Object> about) {
    document.putAll(about);
    if (!json) {
      about.forEach((name, value) -> out.printf("%-10s %s%n", name, text(value)));
    }
  }

  private static String text(Object value) {
    return value instanceof Map<?, ?> map
        ? String.join(
            ", ",
            map.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList())
        : String.valueOf(value);
  }

  void scenario(Scenario scenario, List<Figure> figures) {
    missed |= figures.stream().anyMatch(Figure::isMissed);
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", scenario.name());
    entry.put("description", scenario.description());
    entry.put("figures", figures.stream().map(Report::toMap).toList());
    scenarios.add(entry);
    if (!json) {
      out.printf("%n%s: %s%n", scenario.name(), scenario.description());
      figures.forEach(figure -> out.println(line(figure)));
      out.flush();
    }
  }

  private static Map<String, Object> toMap(Figure figure) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", figure.name());
    map.put("value", Double.isNaN(figure.value()) ? "" : Math.round(figure.value() * 1e3) / 1e3);
    map.put("unit", figure.unit());
    if (figure.goal() != null) {
      map.put("goal", figure.goal().toString());
      map.put("met", !figure.isMissed());
    }
    return map;
  }

  private static String line(Figure figure) {
    String goal = figure.goal() == null
        ? ""
        : "   goal %s%s".formatted(figure.goal(), figure.isMissed() ? "   MISSED" : "");
    return "  %-22s %10s %-12s%s"
        .formatted(figure.name(), Figure.number(figure.value()), figure.unit(), goal)
        .stripTrailing();
  }

  /** Ends the report; yields the exit status: 0 if every goal was reached, else 1. */
  int end() {
    if (json) {
      document.put("scenarios", scenarios);
      out.println(Json.write(document));
    }
    return missed ? 1 : 0;
  }
}
