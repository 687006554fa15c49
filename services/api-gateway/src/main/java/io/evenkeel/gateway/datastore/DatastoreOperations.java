package io.evenkeel.gateway.datastore;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.EventQuery;
import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code getEvents} and {@code getEventsByType}: the archive, read straight from the event log.
 *
 * <p>Source: events-datastore.md §§3, 4.
 */
public final class DatastoreOperations {

  private static final int DEFAULT_PAGE = 20;
  private static final int SCAN_PAGE = 500;
  private static final int CONTEXT_ROOTS = 100;
  private static final Set<String> TRUE =
      Set.of("true", "1", "yes", "ok", "y", "on", "t", "selected", "checked", "enabled");

  private final SqlClient reader;

  public DatastoreOperations(SqlClient reader) {
    this.reader = reader;
  }

  /** Where nothing is, all of the project would be looked through for it. */
  private Future<List<KeptnEvent>> find(EventQuery query, boolean any) {
    return any ? EventLog.find(reader, query) : Future.succeededFuture(List.of());
  }

  /** {@link #getEvents} for those who say what they look for; the original knew no such method. */
  public Future<ApiResponse> searchEvents(ApiRequest request) {
    boolean narrowed =
        !request.query("project").isEmpty() || !request.query("keptnContext").isEmpty();
    return narrowed
        ? getEvents(request)
        : Future.succeededFuture(
            ApiResponse.error(405, "method GET is not allowed, but [POST] are"));
  }

  /** One page of events, newest first, with the number of all. */
  public Future<ApiResponse> getEvents(ApiRequest request) {
    int size = pageSize(request, "pageSize");
    int offset = offset(request.query("nextPageKey"));
    EventQuery query = selection(EventQuery.page(size, offset), request);
    return partition(query, request.query("project"), request.query("keptnContext"))
        .compose(selected -> EventLog.count(reader, selected)
            .compose(total ->
                find(selected, offset < total).map(events -> page(events, size, offset, total))));
  }

  /** The newest events of a type that pass a filter, without paging. */
  public Future<ApiResponse> getEventsByType(ApiRequest request) {
    EventFilter filter = EventFilter.parse(request.query("filter"));
    return search(new Search(filter, request, pageSize(request, "limit")), 0, List.of())
        .map(events -> ApiResponse.json(200, Map.of("events", toJson(events))));
  }

  /** Rows are read a page at a time until {@code limit} of them have passed the filter. */
  private record Search(EventFilter filter, ApiRequest request, int limit) {

    int page() {
      return filter.isColumnsOnly() ? limit : SCAN_PAGE;
    }

    EventQuery query(int offset) {
      EventQuery query = filter
          .narrow(EventQuery.page(page(), offset))
          .type(request.path("eventType"))
          .keptnEvents();
      query = QueryTime.bound(query, request, "fromTime", EventQuery::after);
      String exclude = request.query("excludeInvalidated").toLowerCase(Locale.ROOT);
      return TRUE.contains(exclude) ? query.notInvalidated() : query;
    }

    List<KeptnEvent> passing(List<KeptnEvent> rows) {
      return filter.isColumnsOnly()
          ? rows
          : rows.stream().filter(filter::matches).toList();
    }
  }

  private Future<List<KeptnEvent>> search(Search search, int offset, List<KeptnEvent> found) {
    return partition(
            search.query(offset), search.filter().project(), search.filter().context())
        .compose(query -> EventLog.find(reader, query))
        .compose(rows -> proceed(search, offset, found, rows));
  }

  private Future<List<KeptnEvent>> proceed(
      Search search, int offset, List<KeptnEvent> found, List<KeptnEvent> rows) {
    List<KeptnEvent> all = new ArrayList<>(found);
    all.addAll(search.passing(rows));
    boolean finished = all.size() >= search.limit() || rows.size() < search.page();
    return finished
        ? Future.succeededFuture(all.subList(0, Math.min(all.size(), search.limit())))
        : search(search, offset + search.page(), all);
  }

  private static EventQuery selection(EventQuery page, ApiRequest request) {
    EventQuery query = page.keptnEvents()
        .context(request.query("keptnContext"))
        .stage(request.query("stage"))
        .service(request.query("service"))
        .type(request.query("type"))
        .source(request.query("source"))
        .id(request.query("eventID"));
    query = QueryTime.bound(query, request, "fromTime", EventQuery::after);
    query = QueryTime.bound(query, request, "beforeTime", EventQuery::before);
    return request.query().containsKey("root") ? query.roots() : query;
  }

  /** The project's events, else those of the context's project, else those without a project. */
  private Future<EventQuery> partition(EventQuery query, String project, String context) {
    if (!project.isEmpty() || context.isEmpty()) {
      return Future.succeededFuture(project.isEmpty() ? query.unmapped() : query.project(project));
    }
    return EventLog.find(
            reader, EventQuery.page(CONTEXT_ROOTS, 0).context(context).roots())
        .map(DatastoreOperations::firstProject)
        .map(first -> first.isEmpty() ? query.unmapped() : query.project(first));
  }

  private static String firstProject(List<KeptnEvent> newestFirst) {
    return newestFirst.stream()
        .map(KeptnEvent::project)
        .filter(project -> !project.isEmpty())
        .reduce("", (newer, older) -> older);
  }

  private static ApiResponse page(List<KeptnEvent> events, int size, int offset, long total) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("events", toJson(events));
    if ((long) offset + size < total) {
      page.put("nextPageKey", String.valueOf(offset + size));
    }
    page.put("pageSize", size);
    if (total > 0) {
      page.put("totalCount", total);
    }
    return ApiResponse.json(200, page);
  }

  private static List<Map<String, Object>> toJson(List<KeptnEvent> events) {
    return events.stream().map(EventJson::toMap).toList();
  }

  /** The contract has checked that it is 1 to 100. */
  private static int pageSize(ApiRequest request, String name) {
    String size = request.query(name);
    return size.isEmpty() ? DEFAULT_PAGE : Integer.parseInt(size);
  }

  private static int offset(String key) {
    try {
      return Math.max(0, Integer.parseInt(key));
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
