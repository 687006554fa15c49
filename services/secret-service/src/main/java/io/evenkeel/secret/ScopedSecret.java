package io.evenkeel.secret;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A secret. It prints its name and scope only.
 *
 * @param data values by key
 */
record ScopedSecret(String name, String scope, Map<String, String> data) {

  ScopedSecret {
    data = Map.copyOf(data);
  }

  ScopedSecret inScope(String other) {
    return new ScopedSecret(name, other, data);
  }

  /** What may be shown of it. */
  Entry entry() {
    return new Entry(name, scope, List.copyOf(new TreeMap<>(data).keySet()));
  }

  /** What a client is told after writing it; the values it knows already. */
  Map<String, Object> answer() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", name);
    answer.put("scope", scope);
    return answer;
  }

  @Override
  public String toString() {
    return "ScopedSecret[name=%s, scope=%s]".formatted(name, scope);
  }

  /**
   * A secret without its values.
   *
   * @param keys sorted
   */
  record Entry(String name, String scope, List<String> keys) {

    Entry {
      keys = List.copyOf(keys);
    }

    Map<String, Object> toMap() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", name);
      json.put("scope", scope);
      json.put("keys", keys);
      return json;
    }
  }
}
