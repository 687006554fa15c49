package io.evenkeel.gateway.token;

import io.evenkeel.gateway.access.StoredToken;
import io.evenkeel.gateway.contract.Scope;
import io.evenkeel.kit.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table {@code api_token}. */
final class TokenTable {

  private static final String COLUMNS = "id, name, hash, scopes, projects, created_at,"
      + " created_by, expires_at, last_used_at, revoked_at";
  private static final String INSERT =
      "INSERT INTO api_token (" + COLUMNS + ") VALUES (#{id}, #{name}, #{hash}, #{scopes},"
          + " #{projects}, #{createdAt}, #{createdBy}, #{expiresAt}, 0, 0)"
          + " ON CONFLICT DO NOTHING";
  private static final String BY_ID = "SELECT " + COLUMNS + " FROM api_token WHERE id = #{id}";
  private static final String ALL = "SELECT " + COLUMNS
      + " FROM api_token WHERE revoked_at = 0 OR #{revoked} = 1 ORDER BY name, created_at, id";
  private static final String REVOKE =
      "UPDATE api_token SET revoked_at = #{now} WHERE id = #{id} AND revoked_at = 0";
  private static final String USED = "UPDATE api_token SET last_used_at = #{now} WHERE id = #{id}";

  private TokenTable() {}

  /** Yields whether it was stored: not if a token of that name is in use. */
  static Future<Boolean> insert(SqlClient client, StoredToken token) {
    Map<String, Object> row = new HashMap<>();
    row.put("id", token.id());
    row.put("name", token.name());
    row.put("hash", token.hash());
    row.put("scopes", join(token.scopes().stream().sorted().map(Scope::word).toList()));
    row.put("projects", join(token.projects().stream().sorted().toList()));
    row.put("createdAt", token.createdAt());
    row.put("createdBy", token.createdBy());
    row.put("expiresAt", token.expiresAt());
    return Sql.forUpdate(client, INSERT).execute(row).map(stored -> stored.rowCount() == 1);
  }

  static Future<Optional<StoredToken>> byId(SqlClient client, String id) {
    return Sql.forQuery(client, BY_ID).execute(Map.of("id", id)).map(rows -> tokens(rows).stream()
        .findFirst());
  }

  /** By name; with the {@code revoked} ones or without. */
  static Future<List<StoredToken>> all(SqlClient client, boolean revoked) {
    return Sql.forQuery(client, ALL)
        .execute(Map.of("revoked", revoked ? 1 : 0))
        .map(TokenTable::tokens);
  }

  /** Yields whether it was good until now. */
  static Future<Boolean> revoke(SqlClient client, String id, long nowMillis) {
    return Sql.forUpdate(client, REVOKE)
        .execute(Map.of("id", id, "now", nowMillis))
        .map(updated -> updated.rowCount() == 1);
  }

  static Future<Void> used(SqlClient client, String id, long nowMillis) {
    return Sql.forUpdate(client, USED)
        .execute(Map.of("id", id, "now", nowMillis))
        .mapEmpty();
  }

  private static List<StoredToken> tokens(RowSet<Row> rows) {
    List<StoredToken> tokens = new ArrayList<>();
    rows.forEach(row -> tokens.add(new StoredToken(
        row.getString("id"),
        row.getString("name"),
        row.getString("hash"),
        split(row.getString("scopes"))
            .map(Scope::of)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet()),
        split(row.getString("projects")).collect(Collectors.toSet()),
        row.getLong("created_at"),
        row.getString("created_by"),
        row.getLong("expires_at"),
        row.getLong("last_used_at"),
        row.getLong("revoked_at"))));
    return tokens;
  }

  private static String join(Collection<String> words) {
    return String.join(" ", words);
  }

  private static Stream<String> split(String words) {
    return Stream.of(words.split(" ")).filter(word -> !word.isEmpty());
  }
}
