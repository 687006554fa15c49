package io.evenkeel.gateway.datastore;

import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.EventQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.BiFunction;

/** The bounds {@code fromTime} and {@code beforeTime}. Source: events-datastore.md §3.1. */
final class QueryTime {

  private static final int LAST_YEAR = 9999;

  private QueryTime() {}

  /** Adds the bound to {@code query} if {@code request} has a parameter of this {@code name}. */
  static EventQuery bound(
      EventQuery query,
      ApiRequest request,
      String name,
      BiFunction<EventQuery, Instant, EventQuery> bound) {
    String text = request.query(name);
    return text.isEmpty() ? query : bound.apply(query, parse(name, text));
  }

  private static Instant parse(String name, String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      if (time.getYear() <= LAST_YEAR) {
        return time.toInstant();
      }
    } catch (DateTimeException malformed) {
      // Said below, with the same words as for a year that is too far away.
    }
    throw InvalidRequest.bad("%s in query must be a time like 2024-01-02T03:04:05.123Z, not \"%s\""
        .formatted(name, text));
  }
}
