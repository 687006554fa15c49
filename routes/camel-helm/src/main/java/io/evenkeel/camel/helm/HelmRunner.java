package io.evenkeel.camel.helm;

import com.marcnuri.helm.Release;
import com.marcnuri.helm.ReleaseHistory;
import io.evenkeel.camel.helm.HelmCommand.Flag;
import io.evenkeel.camel.helm.HelmCommand.Operation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs Helm in this process. Each call blocks until Helm is done, with {@link Flag#WAIT} until the
 * release is ready: call it on a worker thread, or use {@link #submit}.
 *
 * <p>Every failure is a {@link HelmException} with Helm's own words. Helm 3 with its default Secret
 * storage is supported.
 */
public final class HelmRunner implements AutoCloseable {

  private static final int WORKERS_DEFAULT = 8;
  private static final int WAITING_MAX = 256;
  private static final TerminationSignals SIGNALS = TerminationSignals.remember();

  private final ReleaseLocks locks = new ReleaseLocks();
  private final ThreadPoolExecutor workers;

  public HelmRunner() {
    this(WORKERS_DEFAULT);
  }

  /** Runs at most {@code workers} submitted commands at a time; {@value #WAITING_MAX} may wait. */
  public HelmRunner(int workers) {
    this.workers = new ThreadPoolExecutor(
        workers, workers, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_MAX), task -> {
          Thread thread = new Thread(task, "helm");
          thread.setDaemon(true);
          return thread;
        });
    this.workers.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs {@code command} on the calling thread.
   *
   * @return a {@link HelmRelease} (upgrade, install, rollback, status), a list of them (list), a
   *     list of {@link HelmRevision}s (history), or Helm's text (template, uninstall)
   */
  public Object run(HelmCommand command) {
    try {
      return dispatch(command);
    } finally {
      SIGNALS.restore();
    }
  }

  private Object dispatch(HelmCommand command) {
    return switch (command.operation()) {
      case UPGRADE -> upgrade(command);
      case INSTALL -> install(command);
      case ROLLBACK -> rollback(command);
      case UNINSTALL -> uninstall(command);
      case HISTORY -> history(command);
      case STATUS -> status(command);
      case LIST -> list(command);
      case TEMPLATE -> template(command);
    };
  }

  /** Runs {@code command} on a worker; fails at once with a sentence when too many are waiting. */
  public CompletableFuture<Object> submit(HelmCommand command) {
    try {
      return CompletableFuture.supplyAsync(() -> run(command), (Executor) workers);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.failedFuture(new HelmException(
          "helm %s: %d commands are waiting already".formatted(command, WAITING_MAX)));
    }
  }

  public HelmRelease upgrade(HelmCommand command) {
    return change(command, store -> {
      if (!command.chart().isEmpty()) {
        return withValues(command, values -> EmbeddedHelm.upgrade(command, values));
      }
      try (StoredChart chart = StoredChart.asTemplates(deployed(command, store))) {
        HelmCommand complete = withChart(command, chart);
        return withValues(command, values -> EmbeddedHelm.upgrade(complete, values));
      }
    });
  }

  public HelmRelease install(HelmCommand command) {
    return change(
        command, store -> withValues(command, values -> EmbeddedHelm.install(command, values)));
  }

  /** Goes back to what revision {@link HelmCommand#toRevision} rendered to, as a new revision. */
  public HelmRelease rollback(HelmCommand command) {
    return change(command, store -> {
      ReleaseRecord target = rollbackTarget(command, store.revisions());
      try (StoredChart chart = StoredChart.asManifest(target);
          ValuesFile values = ValuesFile.of(config(target))) {
        return EmbeddedHelm.upgrade(rollbackCommand(command, target, chart), values);
      }
    });
  }

  public String uninstall(HelmCommand command) {
    return guarded(command, () -> {
      String output = EmbeddedHelm.uninstall(command);
      if (!command.has(Flag.DRY_RUN)) {
        try (ReleaseStore store = ReleaseStore.of(command)) {
          store.end();
        }
      }
      return output;
    });
  }

  /** All revisions, oldest first. */
  public List<HelmRevision> history(HelmCommand command) {
    return guarded(
        command,
        () -> EmbeddedHelm.history(command).stream().map(HelmRunner::revision).toList());
  }

  public HelmRelease status(HelmCommand command) {
    return guarded(command, () -> release(EmbeddedHelm.status(command)));
  }

  /** The newest revision of every release, whatever its status. */
  public List<HelmRelease> list(HelmCommand command) {
    return guarded(
        command,
        () -> EmbeddedHelm.list(command).stream().map(HelmRunner::release).toList());
  }

  /** The rendered manifest; needs no cluster. */
  public String template(HelmCommand command) {
    return guarded(
        command, () -> withValues(command, values -> EmbeddedHelm.template(command, values)));
  }

  /** Stops the workers; commands that are running go on to their end. */
  @Override
  public void close() {
    workers.shutdown();
  }

  /** Carries out a command that makes a revision: once per operation, and pruned afterwards. */
  private HelmRelease change(HelmCommand command, Function<ReleaseStore, Release> helm) {
    return guarded(
        command,
        () -> locks.whileHolding(command, () -> {
          try (ReleaseStore store = ReleaseStore.of(command)) {
            var done = command.has(Flag.DRY_RUN) ? null : Operations.begin(command, store);
            if (done != null) {
              return done;
            }
            HelmRelease release = release(helm.apply(store));
            if (!command.has(Flag.DRY_RUN)) {
              store.prune(command.historyMax());
            }
            return release;
          }
        }));
  }

  private static <T> T guarded(HelmCommand command, java.util.function.Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalStateException | HelmException | KubernetesClientException failure) {
      throw new HelmException(command, failure);
    }
  }

  private static <T> T withValues(HelmCommand command, Function<ValuesFile, T> helm) {
    try (ValuesFile values = ValuesFile.of(command.values())) {
      return helm.apply(values);
    }
  }

  private static ReleaseRecord deployed(HelmCommand command, ReleaseStore store) {
    return store.revisions().stream()
        .filter(revision -> revision.status().equals("deployed"))
        .reduce((older, newer) -> newer)
        .orElseThrow(
            () -> new HelmException("\"%s\" has no deployed releases, so the chart must be named"
                .formatted(command.release())));
  }

  private static ReleaseRecord rollbackTarget(HelmCommand command, List<ReleaseRecord> history) {
    if (history.isEmpty()) {
      throw new HelmException("release: not found");
    }
    int newest = history.get(history.size() - 1).revision();
    int wanted = command.toRevision() == 0 ? newest - 1 : command.toRevision();
    return history.stream()
        .filter(revision -> revision.revision() == wanted)
        .findFirst()
        .orElseThrow(
            () -> new HelmException("release has no revision %d to go back to".formatted(wanted)));
  }

  private static HelmCommand rollbackCommand(
      HelmCommand command, ReleaseRecord target, StoredChart chart) {
    String words = command.description().isEmpty()
        ? "Rollback to " + target.revision()
        : command.description();
    return Operations.copy(command, Operation.UPGRADE)
        .chart(chart.directory().toString())
        .description(words)
        .with(Flag.RESET_VALUES)
        .build();
  }

  private static HelmCommand withChart(HelmCommand command, StoredChart chart) {
    var complete =
        Operations.copy(command, Operation.UPGRADE).chart(chart.directory().toString());
    command.valuesFiles().forEach(complete::valuesFile);
    command.set().forEach(complete::set);
    return complete.build();
  }

  private static java.util.Map<String, Object> config(ReleaseRecord record) {
    return ReleaseRecord.object(record.json().path("config"));
  }

  private static HelmRelease release(Release release) {
    return new HelmRelease(
        text(release.getName()),
        text(release.getNamespace()),
        Integer.parseInt(release.getRevision()),
        text(release.getStatus()),
        text(release.getChart()),
        text(release.getAppVersion()),
        text(release.getOutput()),
        true);
  }

  private static HelmRevision revision(ReleaseHistory line) {
    return new HelmRevision(
        line.getRevision(),
        text(line.getStatus()),
        text(line.getChart()),
        text(line.getAppVersion()),
        text(line.getDescription()),
        line.getUpdated().toInstant());
  }

  private static String text(String value) {
    return Objects.toString(value, "");
  }
}
