package io.evenkeel.shipyard.statistics;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Database;
import io.evenkeel.kit.Repeat;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Usage statistics, counted from the event log: nothing is lost with a process, and a time frame is
 * cut to the second.
 *
 * <p>Source: statistics.md.
 */
public final class StatisticsApi {

  private final Database database;
  private final Clock clock;
  private final Duration keep;

  /** Remembers counts for {@code keep}. */
  public StatisticsApi(Database database, Clock clock, Duration keep) {
    this.database = database;
    this.clock = clock;
    this.keep = keep;
  }

  public Future<ApiResponse> get(ApiRequest request) {
    TimeFrame frame;
    try {
      frame = TimeFrame.parse(request.query("from"), request.query("to"));
    } catch (NumberFormatException malformed) {
      return Future.succeededFuture(refusal(400, "Invalid request format"));
    }
    return frame.isReversed()
        ? Future.succeededFuture(refusal(
            400, "Invalid time frame: 'from' timestamp must not be greater than 'to' timestamp"))
        : EventCountTable.sum(database.reader(), frame)
            .map(counts -> answer(frame, counts, clock.instant()));
  }

  private static ApiResponse answer(TimeFrame frame, List<EventCount> counts, Instant now) {
    return counts.isEmpty() && frame.isPast(now)
        ? refusal(404, "no statistics found for selected time frame")
        : ApiResponse.json(200, EventCount.report(frame, counts));
  }

  /** The form of errors that only this part of the API has. */
  private static ApiResponse refusal(int status, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", message);
    error.put("errorCode", status);
    return ApiResponse.json(status, error);
  }

  /** Counts what is new in the log and forgets what is very old. */
  public Future<Void> sweep() {
    return Repeat.whileTrue(() ->
            database.transaction(client -> EventCountTable.countMore(client, clock.instant())))
        .compose(counted -> database.transaction(
            client -> EventCountTable.forget(client, clock.instant().minus(keep))));
  }
}
