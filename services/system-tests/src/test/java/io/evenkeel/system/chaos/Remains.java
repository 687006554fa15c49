package io.evenkeel.system.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** What is left in the store when a round does not come to rest: enough to see what waits. */
final class Remains {

  /** A title, and a query whose {@code NOW} is the time and {@code RUN} the run's contexts. */
  private static final String[][] QUERIES = {
    {
      "delivery",
      "SELECT event_id, subscriber, lease, attempts, parked, error, NOW - created_at AS age_ms,"
          + " NOW - due_at AS overdue_ms FROM delivery WHERE context LIKE RUN ORDER BY position"
    },
    {
      "sequence",
      "SELECT context, state, slot, urgent, task_id, NOW - triggered_at AS age_ms FROM execution"
          + " WHERE open = 1 AND context LIKE RUN ORDER BY position"
    },
    {
      "last event of a sequence without an end",
      "SELECT context, type, id, NOW - at_ms AS age_ms FROM event_log l WHERE context LIKE RUN"
          + " AND position = (SELECT MAX(m.position) FROM event_log m WHERE m.context = l.context)"
          + " AND type NOT LIKE '%.delivery.finished' ORDER BY position"
    },
    {
      "held start",
      "SELECT context, reason, NOW - since_ms AS age_ms FROM held_start WHERE context LIKE RUN"
    },
    {
      "timer",
      "SELECT id, owner, lease, NOW - held_until AS free_ms, NOW - due_at AS overdue_ms FROM timer"
          + " ORDER BY due_at LIMIT 50"
    },
    {"subscription", "SELECT subscriber, types FROM subscription"}
  };

  private static final String CONNECTIONS = "SELECT pid, state, wait_event, now() - xact_start AS"
      + " since, left(query, 120) AS query FROM pg_stat_activity WHERE state <> 'idle'";

  private Remains() {}

  /** One line a row; what can not be read says why. */
  static List<String> of(String jdbc, String run) {
    List<String> lines = new ArrayList<>();
    try (Connection store = DriverManager.getConnection(jdbc)) {
      for (String[] query : QUERIES) {
        String sql = query[1]
            .replace("NOW", String.valueOf(System.currentTimeMillis()))
            .replace("RUN", "'" + run + "-%'");
        read(store, query[0], sql, lines);
      }
      if (jdbc.startsWith("jdbc:postgresql:")) {
        read(store, "connection", CONNECTIONS, lines);
      }
    } catch (SQLException away) {
      lines.add("the store does not answer: " + away.getMessage());
    }
    return lines;
  }

  private static void read(Connection store, String title, String sql, List<String> lines) {
    try (PreparedStatement query = store.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      ResultSetMetaData columns = row.getMetaData();
      while (row.next()) {
        StringJoiner line = new StringJoiner(", ", title + ": ", "");
        for (int column = 1; column <= columns.getColumnCount(); column++) {
          line.add(columns.getColumnLabel(column) + "=" + row.getString(column));
        }
        lines.add(line.toString());
      }
    } catch (SQLException unreadable) {
      lines.add(title + ": " + unreadable.getMessage());
    }
  }
}
