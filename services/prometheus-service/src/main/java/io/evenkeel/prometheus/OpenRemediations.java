package io.evenkeel.prometheus;

import io.evenkeel.kit.Database;
import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.EventQuery;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sli.AlertRemediation;
import io.vertx.core.Future;
import java.util.List;

/** Which remediations have not ended yet, from the event log. */
final class OpenRemediations {

  private final Database database;

  OpenRemediations(Database database) {
    this.database = database;
  }

  /** Yields whether the newest remediation of the alert instance has not finished yet. */
  Future<Boolean> isOpen(AlertRemediation remediation) {
    EventQuery newest = EventQuery.page(1, 0)
        .type(remediation.type())
        .project(remediation.project())
        .context(remediation.context());
    return EventLog.find(database.reader(), newest)
        .compose(triggered ->
            triggered.isEmpty() ? Future.succeededFuture(false) : isUnfinished(triggered.get(0)));
  }

  private Future<Boolean> isUnfinished(KeptnEvent triggered) {
    EventQuery end = EventQuery.page(1, 0)
        .type(EventType.of(triggered.type()).withKind("finished").toString())
        .triggeredId(triggered.id());
    return EventLog.find(database.reader(), end).map(List::isEmpty);
  }
}
