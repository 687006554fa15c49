package io.evenkeel.kit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The few words in which the engines differ. SQL is written once, with placeholders:
 * {@code ${identity}} an auto-increment primary key, {@code ${now}} the store's own time in epoch
 * milliseconds, {@code ${skipLocked}} at the end of a query whose rows are taken from others.
 */
public enum Dialect {
  SQLITE("INTEGER PRIMARY KEY AUTOINCREMENT", "CAST(unixepoch('subsec') * 1000 AS INTEGER)", ""),
  POSTGRESQL(
      "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
      "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
      "FOR UPDATE SKIP LOCKED");

  private static final int MOST_KNOWN = 500;
  private static final Map<Text, String> ADAPTED = new ConcurrentHashMap<>();

  private final String identity;
  private final String now;
  private final String skipLocked;

  Dialect(String identity, String now, String skipLocked) {
    this.identity = identity;
    this.now = now;
    this.skipLocked = skipLocked;
  }

  /** Replaces the placeholders; a text seen before is not looked through again. */
  public String adapt(String sql) {
    Text text = new Text(this, sql);
    String known = ADAPTED.get(text);
    if (known == null) {
      known = replaced(sql);
      if (ADAPTED.size() < MOST_KNOWN) {
        ADAPTED.put(text, known);
      }
    }
    return known;
  }

  private record Text(Dialect dialect, String sql) {}

  private String replaced(String sql) {
    return sql.replace("${identity}", identity)
        .replace("${now}", now)
        .replace("${skipLocked}", skipLocked);
  }
}
