package io.evenkeel.gateway.audit;

import io.evenkeel.gateway.audit.AuditTable.Kept;
import io.evenkeel.gateway.audit.AuditTable.Selection;
import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.audit.AuditHead;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code getAudit} and {@code verifyAudit}. */
public final class AuditOperations {

  private static final int DEFAULT_PAGE = 100;
  private static final int VERIFY_PAGE = 500;

  private final SqlClient reader;

  public AuditOperations(SqlClient reader) {
    this.reader = reader;
  }

  /** One page, newest first or, with {@code order=oldest}, oldest first. */
  public Future<ApiResponse> list(ApiRequest request) {
    Selection selection =
        new Selection(request.query("project"), request.query("token"), request.query("operation"));
    String size = request.query("pageSize");
    int limit = size.isEmpty() ? DEFAULT_PAGE : Integer.parseInt(size);
    Future<List<Kept>> entries = isOldestFirst(request)
        ? AuditTable.after(reader, selection, key(request, 0), limit)
        : AuditTable.before(reader, selection, key(request, Long.MAX_VALUE), limit);
    return entries.compose(page -> AuditTable.head(reader).map(head -> page(page, limit, head)));
  }

  private static boolean isOldestFirst(ApiRequest request) {
    String order = request.query("order");
    if (!order.matches("|newest|oldest")) {
      throw InvalidRequest.bad("order \"%s\" is neither newest nor oldest".formatted(order));
    }
    return order.equals("oldest");
  }

  private static long key(ApiRequest request, long fallback) {
    String key = request.query("nextPageKey");
    return key.isEmpty() ? fallback : number("nextPageKey", key);
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw InvalidRequest.type(name, "query", "int64", text);
    }
  }

  private static ApiResponse page(List<Kept> entries, int limit, AuditHead head) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put(
        "entries", entries.stream().map(kept -> kept.entry().toMap(kept.hash())).toList());
    if (entries.size() == limit) {
      page.put("nextPageKey", String.valueOf(entries.get(limit - 1).entry().position()));
    }
    page.put("head", shown(head));
    return ApiResponse.json(200, page);
  }

  /**
   * Computes every hash anew. With {@code position} and {@code hash} of an entry noted earlier,
   * also whether the trail still has that one.
   */
  public Future<ApiResponse> verify(ApiRequest request) {
    long position =
        request.query("position").isEmpty() ? 0 : number("position", request.query("position"));
    AuditHead noted = new AuditHead(position, request.query("hash"));
    return AuditTable.head(reader).compose(head -> walk(new Check(noted, head), AuditHead.START));
  }

  /** What was noted by somebody, and how far the trail goes by its own account. */
  private record Check(AuditHead noted, AuditHead head) {}

  private Future<ApiResponse> walk(Check check, AuditHead reached) {
    return AuditTable.after(reader, Selection.ALL, reached.position(), VERIFY_PAGE)
        .compose(page -> follow(check, reached, page));
  }

  private Future<ApiResponse> follow(Check check, AuditHead reached, List<Kept> page) {
    AuditHead head = reached;
    for (Kept kept : page) {
      String problem = head.problem(kept.entry(), kept.hash());
      if (!problem.isEmpty()) {
        return Future.succeededFuture(verdict(problem, head));
      }
      head = head.append(kept.entry());
      if (check.noted.position() == head.position() && !check.noted.equals(head)) {
        return Future.succeededFuture(
            verdict("entry %d is not the one that was noted".formatted(head.position()), head));
      }
    }
    return page.size() == VERIFY_PAGE
        ? walk(check, head)
        : Future.succeededFuture(verdict(missing(check, head), head));
  }

  private static String missing(Check check, AuditHead reached) {
    long expected = Math.max(check.noted.position(), check.head.position());
    return reached.position() < expected
        ? "the trail ends at entry %d, but there was an entry %d"
            .formatted(reached.position(), expected)
        : "";
  }

  private static ApiResponse verdict(String problem, AuditHead reached) {
    Map<String, Object> verdict = new LinkedHashMap<>();
    verdict.put("valid", problem.isEmpty());
    verdict.put("entries", reached.position());
    verdict.put("head", shown(reached));
    if (!problem.isEmpty()) {
      verdict.put("problem", problem);
    }
    return ApiResponse.json(200, verdict);
  }

  private static Map<String, Object> shown(AuditHead head) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("position", head.position());
    shown.put("hash", head.hash());
    return shown;
  }
}
