package io.evenkeel.system.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * How long what was under way when nodes were killed took to be carried on: from the kill until the
 * last delivery that was pending then is gone from the store. Kills while nothing was pending do
 * not count, nor do those during which the store itself was away.
 */
final class Takeovers {

  private static final String PENDING =
      "SELECT event_id || ' ' || subscriber FROM delivery WHERE parked = 0";

  private final String jdbc;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private final List<Long> millis = new CopyOnWriteArrayList<>();
  private @Nullable Thread thread;
  private volatile boolean closed;

  private static final class Watch {
    private final long sinceNanos;
    private @Nullable Set<String> left;

    Watch(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }

    /** Whether everything is gone that was there at the first look. */
    boolean isOver(Set<String> pending) {
      if (left == null) {
        left = new HashSet<>(pending);
        return false;
      }
      left.retainAll(pending);
      return left.isEmpty();
    }
  }

  Takeovers(String jdbc) {
    this.jdbc = jdbc;
  }

  /** Nodes die now; the first time, somebody begins to look. */
  void killed() {
    if (thread == null) {
      thread = new Thread(this::look, "takeovers");
      thread.setDaemon(true);
      thread.start();
    }
    watches.add(new Watch(System.nanoTime()));
  }

  void storeIsAway() {
    watches.clear();
  }

  List<Long> millis() {
    return List.copyOf(millis);
  }

  private void look() {
    while (!closed) {
      try (Connection store = DriverManager.getConnection(jdbc);
          Statement statement = store.createStatement()) {
        while (!closed) {
          if (!watches.isEmpty()) {
            check(pending(statement));
          }
          Machine.pause(Duration.ofMillis(40));
        }
      } catch (SQLException away) {
        Machine.pause(Duration.ofMillis(100));
      }
    }
  }

  private void check(Set<String> pending) {
    List<Watch> over = new ArrayList<>();
    for (Watch watch : watches) {
      boolean first = watch.left == null;
      if (watch.isOver(pending)) {
        millis.add((System.nanoTime() - watch.sinceNanos) / 1_000_000);
        over.add(watch);
      } else if (first && pending.isEmpty()) {
        over.add(watch);
      }
    }
    watches.removeAll(over);
  }

  private static Set<String> pending(Statement statement) throws SQLException {
    Set<String> pending = new HashSet<>();
    try (ResultSet rows = statement.executeQuery(PENDING)) {
      while (rows.next()) {
        pending.add(rows.getString(1));
      }
    }
    return pending;
  }

  void stop() throws InterruptedException {
    closed = true;
    if (thread != null) {
      thread.join(Duration.ofSeconds(10).toMillis());
    }
  }
}
