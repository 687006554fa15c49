package io.evenkeel.shipyard;

import io.evenkeel.model.sequence.Sequence;
import io.evenkeel.model.sequence.Waiting;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Why the open runs of a context are not further, by stage, as the API shows it. What a run itself
 * can't know, whom it queues behind, is looked up.
 */
final class WaitingReasons {

  private final SqlClient reader;

  WaitingReasons(SqlClient reader) {
    this.reader = reader;
  }

  /** The reason of the oldest open run of each stage. */
  Future<Map<String, Map<String, Object>>> of(List<Sequence> open) {
    Future<Map<String, Map<String, Object>>> all = Future.succeededFuture(new HashMap<>());
    for (Sequence run : open) {
      all = all.compose(known -> known.containsKey(run.identity().stage())
          ? Future.succeededFuture(known)
          : of(run).map(reason -> {
            known.put(run.identity().stage(), reason);
            return known;
          }));
    }
    return all;
  }

  /** The reason of one open run. */
  Future<Map<String, Object>> of(Sequence run) {
    Waiting waiting = run.waiting().orElseThrow();
    return waiting.reason().equals("queued")
        ? ExecutionTable.holder(reader, run.identity())
            .map(holder -> holder.map(found -> behind(waiting, found)).orElseGet(waiting::toMap))
        : Future.succeededFuture(waiting.toMap());
  }

  private static Map<String, Object> behind(Waiting waiting, Sequence holder) {
    Map<String, Object> json = waiting.toMap();
    String context = holder.identity().context();
    json.put(
        "text", "%s: %s, context %s".formatted(waiting.text(), holder.identity().name(), context));
    json.put("behind", context);
    return json;
  }
}
