package io.evenkeel.kit;

import io.evenkeel.kit.ParkedTable.Dropped;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deliveries that failed, at the service address {@code deliveries}: {@code getDeliveries} lists
 * those that were given up, are tried again, or both, with their last error (query {@code state},
 * {@code pageSize}, {@code nextPageKey}); of one that was given up {@code redriveDelivery} tries it
 * again and {@code dropDelivery} forgets it for a {@code reason} in its body (path
 * {@code deliveryID} both).
 */
final class ParkedDeliveries {

  /** The service to {@linkplain ServiceApi#call call}. */
  static final String ADDRESS = "deliveries";

  private static final Logger LOG = LoggerFactory.getLogger(ParkedDeliveries.class);
  private static final int DEFAULT_PAGE = 20;
  private static final int LARGEST_PAGE = 100;

  private final Vertx vertx;
  private final Database database;
  private final Relay relay;

  ParkedDeliveries(Vertx vertx, Database database, Relay relay) {
    this.vertx = vertx;
    this.database = database;
    this.relay = relay;
  }

  Map<String, Function<ApiRequest, Future<ApiResponse>>> operations() {
    return Map.of(
        "getDeliveries", this::list,
        "redriveDelivery", this::redrive,
        "dropDelivery", this::drop);
  }

  private Future<ApiResponse> list(ApiRequest request) {
    int size = Math.max(1, Math.min(LARGEST_PAGE, number(request, "pageSize", DEFAULT_PAGE)));
    int offset = number(request, "nextPageKey", 0);
    FailedDeliveries.State state = state(request.query("state"));
    SqlClient reader = database.reader();
    return Future.all(
            FailedDeliveries.page(reader, state, size, offset),
            FailedDeliveries.count(reader, state))
        .map(both -> page(both.resultAt(0), size, offset, both.<Long>resultAt(1)));
  }

  private static FailedDeliveries.State state(String text) {
    return switch (text) {
      case "", "parked" -> FailedDeliveries.State.PARKED;
      case "retrying" -> FailedDeliveries.State.RETRYING;
      case "all" -> FailedDeliveries.State.ALL;
      default ->
        throw new Refusal(400, "state must be parked, retrying or all, not %s".formatted(text));
    };
  }

  private static ApiResponse page(
      List<FailedDelivery> deliveries, int size, int offset, long total) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("deliveries", deliveries.stream().map(FailedDelivery::toMap).toList());
    json.put("pageSize", size);
    json.put("totalCount", total);
    if ((long) offset + size < total) {
      json.put("nextPageKey", String.valueOf(offset + size));
    }
    return ApiResponse.json(200, json);
  }

  private Future<ApiResponse> redrive(ApiRequest request) {
    long id = id(request);
    return database
        .transaction(client -> ParkedTable.redrive(client, database.dialect(), id))
        .map(found -> found.orElseThrow(() -> unknown(request)))
        .onSuccess(redriven -> {
          relay.take(redriven.lane());
          ChangeNotice.publish(vertx, redriven.project(), redriven.lane().context());
        })
        .map(ready -> ApiResponse.json(200, Map.of("message", "it is tried again")));
  }

  private Future<ApiResponse> drop(ApiRequest request) {
    long id = id(request);
    String reason = reason(request.body());
    return database
        .transaction(client -> ParkedTable.drop(client, id))
        .map(found -> found.orElseThrow(() -> unknown(request)))
        .onSuccess(dropped -> {
          report(dropped, reason);
          ChangeNotice.publish(vertx, dropped.project(), dropped.context());
        })
        .map(gone -> ApiResponse.json(200, Map.of("message", "it is dropped")));
  }

  private static String reason(String body) {
    try {
      String reason = Json.text(Json.get(Json.parseObject(body), "reason")).strip();
      if (!reason.isEmpty()) {
        return reason;
      }
    } catch (IllegalArgumentException malformed) {
      throw new Refusal(400, "the body is not JSON: " + malformed.getMessage());
    }
    throw new Refusal(400, "say why it is dropped: {\"reason\": \"…\"}");
  }

  private static void report(Dropped dropped, String reason) {
    LOG.atWarn()
        .addKeyValue("subscriber", dropped.subscriber())
        .addKeyValue("context", dropped.context())
        .addKeyValue("eventId", dropped.eventId())
        .addKeyValue("error", dropped.error())
        .addKeyValue("reason", reason)
        .log("a parked delivery was dropped");
  }

  private static long id(ApiRequest request) {
    try {
      return Long.parseLong(request.path("deliveryID"));
    } catch (NumberFormatException notOne) {
      throw unknown(request);
    }
  }

  private static Refusal unknown(ApiRequest request) {
    return new Refusal(
        404,
        "there is no parked delivery %s; it may have been tried again or dropped"
            .formatted(request.path("deliveryID")));
  }

  private static int number(ApiRequest request, String name, int fallback) {
    String text = request.query(name);
    try {
      return text.isEmpty() ? fallback : Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException malformed) {
      throw new Refusal(400, "%s must be a number, not %s".formatted(name, text));
    }
  }
}
