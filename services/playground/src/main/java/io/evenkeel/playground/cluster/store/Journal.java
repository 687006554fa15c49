package io.evenkeel.playground.cluster.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps the changes of a store in a file. What is written survives the end of the process, however
 * it ends; changes that come while a write is under way share the next one.
 *
 * <p>Belongs to the context it was opened on.
 */
public final class Journal {

  /** A file is compacted when it is this big and four times what its objects need. */
  private static final long COMPACT_BYTES_MIN = 1 << 20;

  private final Vertx vertx;
  private final JournalFile file;
  private final JournalFile.Content found;
  private StringBuilder pending = new StringBuilder();
  private Future<Void> writing = Future.succeededFuture();
  private Future<Void> queued = Future.succeededFuture();
  private long compactAt = COMPACT_BYTES_MIN;
  private Supplier<JournalFile.Content> snapshot = () -> new JournalFile.Content(0, List.of());

  private Journal(Vertx vertx, JournalFile file, JournalFile.Content found) {
    this.vertx = vertx;
    this.file = file;
    this.found = found;
  }

  /**
   * Opens the journal in {@code directory} and reads it. Fails if the directory cannot be used or
   * another server uses it; the message says which and what to do.
   */
  public static Future<Journal> open(Vertx vertx, Path directory) {
    return vertx.executeBlocking(() -> {
      JournalFile file = JournalFile.open(directory);
      try {
        return new Journal(vertx, file, file.read());
      } catch (IOException | RuntimeException unreadable) {
        file.close();
        throw new IOException(
            "the playground's journal in %s cannot be read: %s; remove the directory to start anew"
                .formatted(directory, unreadable.getMessage()),
            unreadable);
      }
    });
  }

  /** A store with everything that was kept, whose changes are kept from now on. */
  public ObjectStore store() {
    ObjectStore store = new ObjectStore(found.version(), found.objects());
    snapshot = () -> new JournalFile.Content(store.version(), store.all());
    store.onChange(this::record);
    return store;
  }

  /** Completes when every change made so far is written; fails if it cannot be. */
  public Future<Void> flushed() {
    return pending.isEmpty() ? writing : queued;
  }

  /** Writes what is left and lets go of the directory. */
  public Future<Void> close() {
    return flushed()
        .eventually(() -> vertx.executeBlocking(() -> {
          file.close();
          return null;
        }));
  }

  private void record(Change change) {
    boolean first = pending.isEmpty();
    pending.append(JournalFile.line(change));
    if (first) {
      queued = writing.transform(earlier -> writePending());
    }
  }

  private Future<Void> writePending() {
    String lines = pending.toString();
    pending = new StringBuilder();
    writing = file.length() < compactAt ? append(lines) : compact(snapshot.get());
    return writing;
  }

  private Future<Void> append(String lines) {
    return vertx
        .executeBlocking(() -> {
          file.append(lines);
          return (Void) null;
        })
        .onFailure(failed -> compactAt = 0);
  }

  /** Also mends a failed append: the snapshot holds what the file misses. */
  private Future<Void> compact(JournalFile.Content content) {
    return vertx
        .executeBlocking(() -> {
          file.compact(content);
          return (Void) null;
        })
        .onSuccess(done -> compactAt = Math.max(COMPACT_BYTES_MIN, 4 * file.length()));
  }
}
