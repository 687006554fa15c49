package io.evenkeel.shipyard.log;

import io.evenkeel.kit.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code log_entry}. */
public final class LogTable {

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_TASK = 512;
  private static final int LONGEST_MESSAGE = 64 << 10;
  private static final Duration RECENTLY = Duration.ofMinutes(10);

  private static final String APPEND =
      "INSERT INTO log_entry (integration_id, message, at_ms, stored_ms, context, task,"
          + " triggered_id, git_commit) VALUES (#{integration}, #{message}, #{at}, #{stored},"
          + " #{context}, #{task}, #{triggered}, #{commit})";
  private static final String KNOWN =
      "SELECT COUNT(*) AS n FROM log_entry WHERE integration_id = #{integration}"
          + " AND at_ms >= #{since} AND context = #{context} AND triggered_id = #{triggered}"
          + " AND message = #{message}";
  private static final String TRIM_OLD =
      "DELETE FROM log_entry WHERE position IN (SELECT position FROM log_entry"
          + " WHERE stored_ms < #{before} ORDER BY stored_ms LIMIT #{limit})";
  private static final String TRIM_MANY =
      "DELETE FROM log_entry WHERE position IN (SELECT position FROM log_entry WHERE position <="
          + " (SELECT MAX(position) FROM log_entry) - #{keep} ORDER BY position LIMIT #{limit})";

  private LogTable() {}

  /** Adds one entry; names and messages that are too long are cut. */
  public static Future<Void> append(SqlClient client, LogEntry entry, Instant now) {
    Map<String, Object> row = new HashMap<>();
    row.put("integration", cut(entry.integrationId(), LONGEST_NAME));
    row.put("message", cut(entry.message(), LONGEST_MESSAGE));
    row.put("at", entry.time().toEpochMilli());
    row.put("stored", now.toEpochMilli());
    row.put("context", cut(entry.context(), LONGEST_NAME));
    row.put("task", cut(entry.task(), LONGEST_TASK));
    row.put("triggered", cut(entry.triggeredId(), LONGEST_NAME));
    row.put("commit", cut(entry.gitCommitId(), LONGEST_NAME));
    return Sql.forUpdate(client, APPEND).execute(row).mapEmpty();
  }

  /** Adds an entry unless the same was reported in the last minutes, by whatever way. */
  public static Future<Void> appendOnce(SqlClient client, LogEntry entry, Instant now) {
    Map<String, Object> same = Map.of(
        "integration", cut(entry.integrationId(), LONGEST_NAME),
        "since", now.minus(RECENTLY).toEpochMilli(),
        "context", cut(entry.context(), LONGEST_NAME),
        "triggered", cut(entry.triggeredId(), LONGEST_NAME),
        "message", cut(entry.message(), LONGEST_MESSAGE));
    return Sql.forQuery(client, KNOWN)
        .execute(same)
        .compose(rows -> rows.iterator().next().getLong("n") > 0
            ? Future.succeededFuture()
            : append(client, entry, now));
  }

  /** A NUL can't be stored everywhere; it says nothing anyway. */
  private static String cut(String text, int longest) {
    String clean = text.replace("\0", "");
    return clean.length() <= longest ? clean : clean.substring(0, longest);
  }

  /** One page, newest first. */
  static Future<List<LogEntry>> find(SqlClient client, LogQuery query, int limit, int offset) {
    Map<String, Object> parameters = new HashMap<>(query.parameters());
    parameters.put("limit", limit);
    parameters.put("offset", offset);
    return Sql.forQuery(
            client,
            "SELECT integration_id, message, at_ms, context, task, triggered_id, git_commit"
                + " FROM log_entry" + query.where()
                + " ORDER BY at_ms DESC, position DESC LIMIT #{limit} OFFSET #{offset}")
        .execute(parameters)
        .map(LogTable::entries);
  }

  static Future<Long> count(SqlClient client, LogQuery query) {
    return Sql.forQuery(client, "SELECT COUNT(*) AS n FROM log_entry" + query.where())
        .execute(query.parameters())
        .map(rows -> rows.iterator().next().getLong("n"));
  }

  /** Deletes at most {@code limit} entries that arrived before {@code before}; yields how many. */
  static Future<Integer> deleteBefore(SqlClient client, Instant before, int limit) {
    return Sql.forUpdate(client, TRIM_OLD)
        .execute(Map.of("before", before.toEpochMilli(), "limit", limit))
        .map(deleted -> deleted.rowCount());
  }

  /** Deletes at most {@code limit} of what exceeds {@code keep} entries; yields how many. */
  static Future<Integer> deleteAllBut(SqlClient client, int keep, int limit) {
    return Sql.forUpdate(client, TRIM_MANY)
        .execute(Map.of("keep", keep, "limit", limit))
        .map(deleted -> deleted.rowCount());
  }

  private static List<LogEntry> entries(RowSet<Row> rows) {
    List<LogEntry> entries = new ArrayList<>(rows.size());
    rows.forEach(row -> entries.add(new LogEntry(
        row.getString("integration_id"),
        row.getString("message"),
        Instant.ofEpochMilli(row.getLong("at_ms")),
        row.getString("context"),
        row.getString("task"),
        row.getString("triggered_id"),
        row.getString("git_commit"))));
    return entries;
  }
}
