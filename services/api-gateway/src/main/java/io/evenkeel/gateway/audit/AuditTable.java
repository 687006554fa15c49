package io.evenkeel.gateway.audit;

import io.evenkeel.kit.Sql;
import io.evenkeel.model.audit.AuditEntry;
import io.evenkeel.model.audit.AuditHead;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables {@code audit_entry}, append-only, and {@code audit_head}, its newest entry. */
final class AuditTable {

  private static final String LOCK =
      "UPDATE audit_head SET id = 1 WHERE id = 1 RETURNING position, hash";
  private static final String HEAD = "SELECT position, hash FROM audit_head WHERE id = 1";
  private static final String MOVE =
      "UPDATE audit_head SET position = #{position}, hash = #{hash} WHERE id = 1";
  private static final String COLUMNS = "position, at_ms, token_id, token_name, peer,"
      + " forwarded_for, operation, target, project, status, detail, hash";
  private static final String INSERT =
      "INSERT INTO audit_entry (" + COLUMNS + ") VALUES (#{position}, #{at}, #{tokenId},"
          + " #{tokenName}, #{peer}, #{forwardedFor}, #{operation}, #{target},"
          + " #{project}, #{status}, #{detail}, #{hash})";
  private static final String OLDEST =
      "SELECT " + COLUMNS + " FROM audit_entry WHERE position > #{from}" + Selection.WHERE
          + " ORDER BY position LIMIT #{limit}";
  private static final String NEWEST =
      "SELECT " + COLUMNS + " FROM audit_entry WHERE position < #{from}" + Selection.WHERE
          + " ORDER BY position DESC LIMIT #{limit}";

  private AuditTable() {}

  /** An entry and the hash that is kept with it. */
  record Kept(AuditEntry entry, String hash) {}

  /** Entries wanted; {@code ""} for any. */
  record Selection(String project, String tokenName, String operation) {

    static final Selection ALL = new Selection("", "", "");

    private static final String WHERE = " AND (#{project} = '' OR project = #{project})"
        + " AND (#{tokenName} = '' OR token_name = #{tokenName})"
        + " AND (#{operation} = '' OR operation = #{operation})";

    private Map<String, Object> parameters(long from, int limit) {
      return Map.of(
          "from", from,
          "limit", limit,
          "project", project,
          "tokenName", tokenName,
          "operation", operation);
    }
  }

  /** Makes every other appender wait for the end of this transaction; yields the newest entry. */
  static Future<AuditHead> lock(SqlClient client) {
    return Sql.forQuery(client, LOCK).execute(Map.of()).map(AuditTable::newest);
  }

  static Future<AuditHead> head(SqlClient client) {
    return client.query(HEAD).execute().map(AuditTable::newest);
  }

  private static AuditHead newest(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    return new AuditHead(row.getLong("position"), row.getString("hash"));
  }

  static void insert(SqlClient client, AuditEntry entry, String hash) {
    Map<String, Object> row = new HashMap<>();
    row.put("position", entry.position());
    row.put("at", entry.atMillis());
    row.put("tokenId", entry.tokenId());
    row.put("tokenName", entry.tokenName());
    row.put("peer", entry.peer());
    row.put("forwardedFor", entry.forwardedFor());
    row.put("operation", entry.operation());
    row.put("target", entry.target());
    row.put("project", entry.project());
    row.put("status", entry.status());
    row.put("detail", entry.detail());
    row.put("hash", hash);
    Sql.later(client, "audit/" + entry.position(), INSERT, row);
  }

  static void move(SqlClient client, AuditHead head) {
    Sql.later(client, "audit", MOVE, Map.of("position", head.position(), "hash", head.hash()));
  }

  /** Entries behind {@code position}, rising. */
  static Future<List<Kept>> after(SqlClient client, Selection selection, long position, int limit) {
    return Sql.forQuery(client, OLDEST)
        .execute(selection.parameters(position, limit))
        .map(AuditTable::entries);
  }

  /** Entries before {@code position}, falling. */
  static Future<List<Kept>> before(
      SqlClient client, Selection selection, long position, int limit) {
    return Sql.forQuery(client, NEWEST)
        .execute(selection.parameters(position, limit))
        .map(AuditTable::entries);
  }

  private static List<Kept> entries(RowSet<Row> rows) {
    List<Kept> entries = new ArrayList<>();
    rows.forEach(row -> entries.add(new Kept(
        new AuditEntry(
            row.getLong("position"),
            row.getLong("at_ms"),
            row.getString("token_id"),
            row.getString("token_name"),
            row.getString("peer"),
            row.getString("forwarded_for"),
            row.getString("operation"),
            row.getString("target"),
            row.getString("project"),
            row.getInteger("status"),
            row.getString("detail")),
        row.getString("hash"))));
    return entries;
  }
}
