package io.evenkeel.system.bridge;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Deliveries that failed, written past the product into the store of a running server: ten attempts
 * take a minute, and a subscriber that fails on demand is not part of it.
 *
 * @param store the file of the store
 */
public record GivenUp(Path store) {

  private static final String ADD =
      "INSERT INTO delivery (event_id, context, subscriber, error, parked, attempts, created_at,"
          + " failed_at, due_at, lease) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)";
  private static final long MINUTE = 60_000;

  /** A delivery that was given up a minute ago. */
  public void up(String event, String context, String subscriber, String error)
      throws SQLException {
    add(event, context, subscriber, error, 1);
  }

  /** A delivery that failed three times and is tried again in a minute. */
  public void failing(String event, String context, String subscriber, String error)
      throws SQLException {
    add(event, context, subscriber, error, 0);
  }

  private void add(String event, String context, String subscriber, String error, int parked)
      throws SQLException {
    long now = System.currentTimeMillis();
    long due = parked == 1 ? now - MINUTE : now + MINUTE;
    write(
        ADD,
        event,
        context,
        subscriber,
        error,
        parked,
        parked == 1 ? 10 : 3,
        now - 2 * MINUTE,
        now - 2 * MINUTE,
        due);
  }

  private void write(String sql, Object... values) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + store + "?busy_timeout=10000");
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int index = 0; index < values.length; index++) {
        statement.setObject(index + 1, values[index]);
      }
      statement.executeUpdate();
    }
  }
}
