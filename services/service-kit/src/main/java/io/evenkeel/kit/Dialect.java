package io.evenkeel.kit;

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

  private final String identity;
  private final String now;
  private final String skipLocked;

  Dialect(String identity, String now, String skipLocked) {
    this.identity = identity;
    this.now = now;
    this.skipLocked = skipLocked;
  }

  /** Replaces the placeholders. */
  public String adapt(String sql) {
    return sql.replace("${identity}", identity)
        .replace("${now}", now)
        .replace("${skipLocked}", skipLocked);
  }
}
