package io.evenkeel.gateway.audit;

import io.evenkeel.kit.Database;
import io.evenkeel.model.audit.AuditEntry;
import io.evenkeel.model.audit.AuditHead;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to the audit trail. Entries that arrive while others are being stored share the next
 * transaction; across nodes the row of the head makes one wait for the other, so the chain has one
 * end at any time. Not for concurrent use: one event loop owns it.
 */
public final class AuditTrail {

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final Database database;
  private final List<AuditEntry> waiting = new ArrayList<>();
  private Future<Void> stored = Future.succeededFuture();
  private boolean scheduled;

  public AuditTrail(Database database) {
    this.database = database;
  }

  /**
   * Completes once the entry is durable. What was done can't be undone, so an entry the store does
   * not take goes to the log instead, and the future succeeds.
   *
   * @param entry its position is not looked at
   */
  public Future<Void> record(AuditEntry entry) {
    waiting.add(entry);
    if (!scheduled) {
      scheduled = true;
      stored = stored.compose(before -> storeWaiting());
    }
    return stored;
  }

  private Future<Void> storeWaiting() {
    scheduled = false;
    List<AuditEntry> batch = List.copyOf(waiting);
    waiting.clear();
    return database
        .transaction(client -> AuditTable.lock(client)
            .compose(head -> database.last(client, last -> append(last, head, batch))))
        .recover(cause -> {
          batch.forEach(entry -> toLog(entry, cause));
          return Future.succeededFuture();
        });
  }

  private static Future<Void> append(SqlClient client, AuditHead head, List<AuditEntry> batch) {
    AuditHead moved = head;
    for (AuditEntry one : batch) {
      AuditEntry entry = one.at(moved.position() + 1);
      moved = moved.append(entry);
      AuditTable.insert(client, entry, moved.hash());
    }
    AuditTable.move(client, moved);
    return Future.succeededFuture();
  }

  private static void toLog(AuditEntry entry, Throwable cause) {
    LOG.atError()
        .addKeyValue("token", entry.tokenName())
        .addKeyValue("peer", entry.peer())
        .addKeyValue("operation", entry.operation())
        .addKeyValue("target", entry.target())
        .addKeyValue("status", entry.status())
        .addKeyValue("error", cause.getMessage())
        .log("an audit entry could not be stored");
  }
}
