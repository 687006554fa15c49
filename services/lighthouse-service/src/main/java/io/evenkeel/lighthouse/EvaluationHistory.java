package io.evenkeel.lighthouse;

import io.evenkeel.kit.Database;
import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.EventQuery;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.slo.Comparison;
import io.evenkeel.model.slo.EarlierEvaluation;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * The evaluations to compare with, from the event log.
 *
 * <p>Source: evaluation.md §9.2. Those without results are passed over, page by page (§14 D6).
 */
final class EvaluationHistory {

  private static final String FINISHED = EventType.task("evaluation", "finished");
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;

  private final Database database;

  EvaluationHistory(Database database) {
    this.database = database;
  }

  /** Yields what {@code comparison} selects, newest first; fewer if there are not as many. */
  Future<List<EarlierEvaluation>> earlier(PendingEvaluation pending, Comparison comparison) {
    return page(pending, comparison, 0, List.of());
  }

  private Future<List<EarlierEvaluation>> page(
      PendingEvaluation pending, Comparison comparison, int number, List<KeptnEvent> found) {
    EventQuery query = EventQuery.page(PAGE, number * PAGE)
        .type(FINISHED)
        .project(pending.project())
        .stage(pending.stage())
        .service(pending.service())
        .anyOf("result", List.copyOf(comparison.results()))
        .notInvalidated();
    return EventLog.find(database.reader(), query).compose(events -> {
      List<KeptnEvent> all = new ArrayList<>(found);
      events.stream().filter(EarlierEvaluation::hasResults).forEach(all::add);
      boolean last = events.size() < PAGE || number + 1 == MOST_PAGES;
      return last || all.size() >= comparison.limit()
          ? Future.succeededFuture(comparison.select(all))
          : page(pending, comparison, number + 1, all);
    });
  }
}
