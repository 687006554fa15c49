package io.evenkeel.system.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The store as it is, read past the product. */
final class StoredLog {

  private static final String EVENTS =
      "SELECT id, type, context, service, result, at_ms, body FROM event_log"
          + " WHERE context LIKE ? ORDER BY position";
  private static final String COUNT =
      "SELECT COUNT(*) FROM event_log WHERE context LIKE ? AND type LIKE ?";
  private static final String DELIVERIES = "SELECT COUNT(*) FROM delivery WHERE context LIKE ?";

  private final String jdbc;
  private final String contexts;

  /** The events of the run whose contexts begin with {@code run}. */
  StoredLog(String jdbc, String run) {
    this.jdbc = jdbc;
    this.contexts = run + "-%";
  }

  /** One row; {@code place} is its rank in the log. */
  record Stored(
      int place,
      String id,
      String type,
      String context,
      String scope,
      String result,
      long atMillis,
      String body) {

    boolean is(String ending) {
      return type.endsWith("." + ending);
    }
  }

  List<Stored> events() throws SQLException {
    List<Stored> events = new ArrayList<>();
    try (Connection store = DriverManager.getConnection(jdbc);
        PreparedStatement query = store.prepareStatement(EVENTS)) {
      query.setString(1, contexts);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          events.add(new Stored(
              events.size(),
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              row.getLong(6),
              row.getString(7)));
        }
      }
    }
    return events;
  }

  /** How many sequences came to their end; -1 while the store does not answer. */
  int ended() {
    return count(COUNT, contexts, "%.delivery.finished");
  }

  /** How many deliveries are pending or parked; -1 while the store does not answer. */
  int deliveries() {
    return count(DELIVERIES, contexts);
  }

  private int count(String sql, String... parameters) {
    try (Connection store = DriverManager.getConnection(jdbc);
        PreparedStatement query = store.prepareStatement(sql)) {
      for (int index = 0; index < parameters.length; index++) {
        query.setString(index + 1, parameters[index]);
      }
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getInt(1) : -1;
      }
    } catch (SQLException away) {
      return -1;
    }
  }
}
