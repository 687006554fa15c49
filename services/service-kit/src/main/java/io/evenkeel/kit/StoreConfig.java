package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Which store, from {@code EVENKEEL_STORE}: {@code postgresql://user:password@host:port/database},
 * or, when absent, a file in the data directory.
 *
 * @param address {@code ""} for the file
 * @param connections how many transactions may run at a time on PostgreSQL
 * @param patience how long a start waits for a PostgreSQL that is not there yet
 */
public record StoreConfig(String address, int connections, Duration patience) {

  private static final String FORM = "postgresql://user:password@host:5432/database";

  public StoreConfig {
    if (!address.isEmpty()) {
      check(address);
    }
    if (connections < 1) {
      throw new IllegalArgumentException("EVENKEEL_STORE_CONNECTIONS must be at least 1");
    }
  }

  public static StoreConfig from(Settings settings) {
    return new StoreConfig(
        settings.text("", "EVENKEEL_STORE").strip(),
        settings.number(10, "EVENKEEL_STORE_CONNECTIONS"),
        settings.duration(Duration.ofSeconds(30), "EVENKEEL_STORE_WAIT"));
  }

  /** Whether several nodes may share it. */
  public boolean isShared() {
    return !address.isEmpty();
  }

  /** Opens the store, or its file in {@code data}. */
  public Future<Database> open(Vertx vertx, Path data) {
    return isShared()
        ? PostgresDatabase.open(vertx, address, connections, patience)
        : SqliteDatabase.open(vertx, data.resolve("evenkeel.db"));
  }

  /** Never shows the address: it contains the password. */
  private static void check(String address) {
    if (!address.startsWith("postgresql://") && !address.startsWith("postgres://")) {
      throw new IllegalArgumentException(
          "EVENKEEL_STORE (or --store) does not begin with postgresql://; it looks like " + FORM);
    }
    try {
      URI.create(address);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "EVENKEEL_STORE (or --store) is not an address; it looks like " + FORM
              + ", with special characters of the password written as %XX",
          malformed.getCause());
    }
  }

  @Override
  public String toString() {
    return isShared() ? "PostgreSQL" : "SQLite";
  }
}
