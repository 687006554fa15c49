package io.evenkeel.camel.helm;

import io.evenkeel.camel.helm.HelmCommand.Flag;
import io.evenkeel.camel.helm.HelmCommand.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes an operation happen once: it leaves its id in the description of the revision it made,
 * and, before Helm starts, in a Secret of its own. An operation that finds its id in the history is
 * done; one that finds its own half-made revision removes it and starts over.
 */
final class Operations {

  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

  private Operations() {}

  /**
   * Prepares {@code command}, or returns the revision it made when it ran before. Commands without
   * an operation id always run.
   */
  static @Nullable HelmRelease begin(HelmCommand command, ReleaseStore store) {
    if (command.operationId().isEmpty()) {
      return null;
    }
    List<ReleaseRecord> history = store.revisions();
    for (ReleaseRecord revision : history) {
      if (isDone(command, revision)) {
        return revision.unchanged();
      }
    }
    if (command.has(Flag.CREATE_NAMESPACE)) {
      store.createNamespace();
    }
    store.begin(command.operationId(), nextRevision(command, history, store));
    return null;
  }

  private static boolean isDone(HelmCommand command, ReleaseRecord revision) {
    boolean took = revision.status().equals("deployed") || revision.status().equals("superseded");
    return took && command.isRecordedIn(revision.description());
  }

  private static int nextRevision(
      HelmCommand command, List<ReleaseRecord> history, ReleaseStore store) {
    if (history.isEmpty()) {
      return 1;
    }
    ReleaseRecord newest = history.get(history.size() - 1);
    if (!newest.isPending() || !store.isMadeBy(command.operationId(), newest.revision())) {
      return newest.revision() + 1;
    }
    LOG.atInfo()
        .addKeyValue("release", command.release())
        .addKeyValue("namespace", command.namespace())
        .addKeyValue("revision", newest.revision())
        .log("removing a revision that was interrupted, to make it again");
    store.forget(newest.revision());
    return newest.revision();
  }

  /** A builder with everything of {@code command} but chart and values. */
  static HelmCommandBuilder copy(HelmCommand command, Operation operation) {
    HelmCommandBuilder copy = HelmCommand.of(operation)
        .release(command.release())
        .namespace(command.namespace())
        .timeout(command.timeout())
        .historyMax(command.historyMax())
        .description(command.description())
        .operationId(command.operationId())
        .kubeconfig(command.kubeconfig());
    command.flags().forEach(copy::with);
    return copy;
  }
}
