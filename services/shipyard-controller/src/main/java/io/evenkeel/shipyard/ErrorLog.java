package io.evenkeel.shipyard;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.Sequence;
import io.evenkeel.shipyard.log.LogEntry;
import io.evenkeel.shipyard.log.LogTable;
import io.evenkeel.shipyard.uniform.RegistrationTable;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;

/**
 * What goes wrong in runs, for those who read the log of integrations: a run that could not start
 * or was given up, a task that ended in an error, an error somebody tells of.
 *
 * <p>Source: sequences.md §§4.8, 9.3. Registered integrations report their errors themselves; those
 * that belong to the control plane, or only speak HTTP, don't, so it is done for them here.
 */
final class ErrorLog {

  /** The type of an error that belongs to no task. */
  static final String TYPE = "sh.keptn.log.error";

  private ErrorLog() {}

  /**
   * A run ended without its tasks having been carried out.
   *
   * @param task it was at, {@code ""} if it was at none
   */
  static Future<Void> sequenceFailed(
      SqlClient client, KeptnEvent finished, String task, Instant now) {
    return LogTable.append(client, entry(Sequence.SOURCE, finished, task, now), now);
  }

  /** An executor's answer was counted; tells of it if it is an error nobody else reports. */
  static Future<Void> taskAnswered(SqlClient client, KeptnEvent event, Instant now) {
    EventType type = EventType.of(event.type());
    if (!type.kind().equals("finished") || !event.status().equals("errored")) {
      return Future.succeededFuture();
    }
    LogEntry entry = entry(event.source(), event, type.task(), now);
    return RegistrationTable.isKnown(client, event.source())
        .compose(reports ->
            reports ? Future.succeededFuture() : LogTable.appendOnce(client, entry, now));
  }

  /** An event of {@link #TYPE}. */
  static Future<Void> told(SqlClient client, KeptnEvent event, Instant now) {
    String integration = Json.text(event.data().get("integrationid"));
    String task = Json.text(event.data().get("task"));
    return LogTable.appendOnce(
        client, entry(integration.isEmpty() ? event.source() : integration, event, task, now), now);
  }

  private static LogEntry entry(String integration, KeptnEvent event, String task, Instant now) {
    String message = event.message();
    return new LogEntry(
        integration,
        message.isEmpty() ? event.type() + " says no more than that it errored" : message,
        now,
        event.context(),
        task,
        event.triggeredId(),
        event.gitCommitId());
  }
}
