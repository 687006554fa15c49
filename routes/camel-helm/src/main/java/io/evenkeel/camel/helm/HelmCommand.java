package io.evenkeel.camel.helm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One Helm invocation as a value. Absent texts are {@code ""}.
 *
 * @param chart directory, packed chart ({@code .tgz}), or repository reference; empty in an upgrade
 *     means the chart the release was last deployed with
 * @param chartVersion version constraint for a repository reference
 * @param values values laid over the chart's, as a tree of JSON values
 * @param valuesFiles YAML files laid over the chart's values, before {@code values}
 * @param set expressions exactly as typed after {@code --set}, laid over {@code values}
 * @param flags switches that are on
 * @param timeout upper bound of {@link Flag#WAIT}, at least one second
 * @param historyMax revisions kept; 0 keeps all
 * @param toRevision what a rollback goes back to; 0 is the revision before the newest
 * @param description shown in the history; empty means Helm's usual words
 * @param operationId if not empty, running the same operation again changes nothing
 * @param kubeconfig which cluster; {@code null} means {@code KUBECONFIG} or the cluster we run in
 */
public record HelmCommand(
    Operation operation,
    String release,
    String namespace,
    String chart,
    String chartVersion,
    Map<String, Object> values,
    List<Path> valuesFiles,
    List<String> set,
    Set<Flag> flags,
    Duration timeout,
    int historyMax,
    int toRevision,
    String description,
    String operationId,
    @Nullable Path kubeconfig) {

  /** What Helm keeps unless told otherwise. */
  public static final int DEFAULT_HISTORY_MAX = 10;

  /** How long Helm waits unless told otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

  /** The Helm sub-commands offered. */
  public enum Operation {
    UPGRADE,
    INSTALL,
    ROLLBACK,
    UNINSTALL,
    HISTORY,
    STATUS,
    LIST,
    TEMPLATE
  }

  /** Helm's switches, by their names on the command line. */
  public enum Flag {
    INSTALL,
    CREATE_NAMESPACE,
    REUSE_VALUES,
    RESET_VALUES,
    WAIT,
    ATOMIC,
    FORCE,
    DRY_RUN,
    SKIP_CRDS,
    ALL_NAMESPACES,
    IGNORE_NOT_FOUND,
    KEEP_HISTORY
  }

  public HelmCommand {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    valuesFiles = List.copyOf(valuesFiles);
    set = List.copyOf(set);
    flags = Collections.unmodifiableSet(new TreeSet<>(flags));
    if (release.isEmpty() && operation != Operation.LIST) {
      throw new IllegalArgumentException(
          "helm " + verb(operation) + " needs the name of a release (HelmRelease)");
    }
    if (timeout.toSeconds() < 1) {
      throw new IllegalArgumentException("helm timeout must be at least 1s, not " + timeout);
    }
    if (historyMax < 0 || toRevision < 0) {
      throw new IllegalArgumentException("historyMax and toRevision must not be negative");
    }
  }

  /** Starts a command with every default; what it acts on is added with the builder's methods. */
  public static HelmCommandBuilder of(Operation operation) {
    return new HelmCommandBuilder(operation);
  }

  public boolean has(Flag flag) {
    return flags.contains(flag);
  }

  /**
   * What the history shows: the description, and the operation so that it is found again;
   * {@code ""} for Helm's usual words.
   */
  String historyText() {
    if (operationId.isEmpty()) {
      return description;
    }
    return (description.isEmpty() ? "Deployment complete" : description) + marker();
  }

  /** True if {@code text} is the description of a revision this very operation made. */
  boolean isRecordedIn(String text) {
    return !operationId.isEmpty() && text.endsWith(marker());
  }

  private String marker() {
    return " [" + operationId + "]";
  }

  private static String verb(Operation operation) {
    return operation.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** For logs and messages: verb, release and namespace; never values, which may be secret. */
  @Override
  public String toString() {
    String where = namespace.isEmpty() ? "" : " in namespace " + namespace;
    return (verb(operation) + " " + release).strip() + where;
  }
}
