package io.evenkeel.gateway.audit;

import io.evenkeel.kit.Database;
import io.evenkeel.model.audit.AuditEntry;
import io.evenkeel.model.audit.AuditHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
  private static final int LARGEST_BATCH = 256;

  private final Database database;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean storing;

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
    Waiting one = new Waiting(entry);
    waiting.add(one);
    storeNext();
    return one.stored.future();
  }

  private void storeNext() {
    if (storing || waiting.isEmpty()) {
      return;
    }
    storing = true;
    List<Waiting> batch = new ArrayList<>();
    while (batch.size() < LARGEST_BATCH && !waiting.isEmpty()) {
      batch.add(waiting.poll());
    }
    database
        .transaction(client -> AuditTable.lock(client).compose(head -> append(client, head, batch)))
        .onFailure(cause -> batch.forEach(one -> toLog(one.entry, cause)))
        .onComplete(ended -> {
          storing = false;
          batch.forEach(one -> one.stored.complete());
          storeNext();
        });
  }

  private static Future<Void> append(SqlClient client, AuditHead head, List<Waiting> batch) {
    AuditHead moved = head;
    Future<Void> done = Future.succeededFuture();
    for (Waiting one : batch) {
      AuditEntry entry = one.entry.at(moved.position() + 1);
      moved = moved.append(entry);
      String hash = moved.hash();
      done = done.compose(previous -> AuditTable.insert(client, entry, hash));
    }
    AuditHead last = moved;
    return done.compose(inserted -> AuditTable.move(client, last));
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

  private static final class Waiting {
    private final AuditEntry entry;
    private final Promise<Void> stored = Promise.promise();

    Waiting(AuditEntry entry) {
      this.entry = entry;
    }
  }
}
