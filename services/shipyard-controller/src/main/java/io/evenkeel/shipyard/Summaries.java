package io.evenkeel.shipyard;

import io.evenkeel.kit.Outbox;
import io.evenkeel.model.sequence.StateDocument;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The summaries that one transaction reads and changes: each is read and written once. */
final class Summaries {

  private final Outbox outbox;
  private final Map<String, Future<Optional<StateDocument>>> known = new HashMap<>();
  private final Map<String, StateDocument> changed = new LinkedHashMap<>();

  Summaries(Outbox outbox) {
    this.outbox = outbox;
  }

  /** The summary of {@code context} was read along with something else. */
  void note(String context, Future<Optional<StateDocument>> found) {
    known.putIfAbsent(context, found);
  }

  Future<Optional<StateDocument>> get(String project, String context) {
    return known.computeIfAbsent(
        context, first -> StateTable.get(outbox.client(), project, context));
  }

  /** Changes the summary of a context; a missing one stays missing. */
  Future<Void> change(String project, String context, UnaryOperator<StateDocument> change) {
    return get(project, context)
        .onSuccess(found -> found.map(change).ifPresent(this::keep))
        .mapEmpty();
  }

  void keep(StateDocument document) {
    known.put(document.context(), Future.succeededFuture(Optional.of(document)));
    changed.put(document.context(), document);
  }

  /** Writes what has been changed. */
  void flush() {
    for (StateDocument document : changed.values()) {
      outbox.changed(document.project(), document.context());
      StateTable.put(outbox.client(), document);
    }
  }
}
