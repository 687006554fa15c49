package io.evenkeel.shipyard.log;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Database;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.evenkeel.shipyard.Page;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes reports and shows them.
 *
 * <p>Source: integrations.md §5. An empty list is taken, and a time that can't be read is refused
 * with 400, as it recommends.
 */
public final class LogApi {

  private final Database database;
  private final Clock clock;

  public LogApi(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Stores {@code {"logs": […]}}, all entries or none. */
  public Future<ApiResponse> create(ApiRequest request) {
    Instant now = clock.instant();
    List<LogEntry> entries = entries(request, now);
    return database
        .transaction(client -> append(client, entries, now))
        .map(stored -> ApiResponse.json(200, Map.of()));
  }

  private static List<LogEntry> entries(ApiRequest request, Instant now) {
    try {
      return Json.list(Json.get(Json.parseObject(request.body()), "logs")).stream()
          .map(entry -> LogEntry.fromJson(entry, now))
          .toList();
    } catch (IllegalArgumentException malformed) {
      throw new Refusal(400, String.valueOf(malformed.getMessage()));
    }
  }

  private static Future<Void> append(SqlClient client, List<LogEntry> entries, Instant now) {
    Future<Void> done = Future.succeededFuture();
    for (LogEntry entry : entries) {
      done = done.compose(previous -> LogTable.append(client, entry, now));
    }
    return done;
  }

  /** Newest first, paged with numbers. */
  public Future<ApiResponse> list(ApiRequest request) {
    Page page = Page.withNumberKey(request);
    LogQuery query = LogQuery.of(request);
    SqlClient reader = database.reader();
    return Future.all(
            LogTable.find(reader, query, page.size(), page.offset()), LogTable.count(reader, query))
        .map(both -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put(
              "logs",
              both.<List<LogEntry>>resultAt(0).stream().map(LogEntry::toJson).toList());
          page.addNumberKey(json, both.<Long>resultAt(1));
          return ApiResponse.json(200, json);
        });
  }
}
