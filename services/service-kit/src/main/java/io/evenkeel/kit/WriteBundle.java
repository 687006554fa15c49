package io.evenkeel.kit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Changes of different rows as one statement of PostgreSQL. Each statement is a message and an
 * answer, and wakes up somebody on either side while little else goes on. No part of such a
 * statement sees what another does, hence different rows.
 */
final class WriteBundle {

  private static final int LARGEST = 16;
  private static final int MOST_KNOWN = 500;
  private static final String WITH = "WITH ";

  private static final Map<List<String>, String> KNOWN = new ConcurrentHashMap<>();

  private final List<String> changes = new ArrayList<>();
  private final Map<String, Object> values = new HashMap<>();
  private final Set<String> rows = new HashSet<>();

  boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Adds a change of {@code row}; yields false, and nothing is added, if it has to come later. */
  boolean add(String row, String change, Map<String, Object> itsValues) {
    if (changes.size() == LARGEST || !rows.add(row)) {
      return false;
    }
    String prefix = prefix(changes.size());
    changes.add(change);
    itsValues.forEach((name, value) -> values.put(prefix + name, value));
    return true;
  }

  /** The changes, then {@code query}, which sees none of them; all of it starts with WITH. */
  String before(String query) {
    List<String> parts = new ArrayList<>(changes);
    parts.add(query);
    String known = KNOWN.get(parts);
    if (known != null) {
      return known;
    }
    String text = combine(query);
    if (KNOWN.size() < MOST_KNOWN) {
      KNOWN.put(List.copyOf(parts), text);
    }
    return text;
  }

  /** The changes alone. */
  String text() {
    return changes.size() == 1 ? named(0) : before("SELECT 1");
  }

  private String combine(String query) {
    List<String> parts = new ArrayList<>();
    for (int index = 0; index < changes.size(); index++) {
      parts.add("%sdone AS (%s)".formatted(prefix(index), named(index)));
    }
    boolean more = query.startsWith(WITH);
    return WITH
        + String.join(", ", parts)
        + (more ? ", " + query.substring(WITH.length()) : " " + query);
  }

  private String named(int index) {
    return changes.get(index).replace("#{", "#{" + prefix(index));
  }

  private static String prefix(int index) {
    return "w" + index + "_";
  }

  /** What all of it is carried out with, {@code others} for the query. */
  Map<String, Object> values(Map<String, Object> others) {
    Map<String, Object> all = new HashMap<>(values);
    all.putAll(others);
    return all;
  }
}
