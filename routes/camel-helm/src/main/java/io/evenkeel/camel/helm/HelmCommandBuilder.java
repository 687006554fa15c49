package io.evenkeel.camel.helm;

import io.evenkeel.camel.helm.HelmCommand.Flag;
import io.evenkeel.camel.helm.HelmCommand.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a {@link HelmCommand}; see there for their meaning. */
public final class HelmCommandBuilder {

  private final Operation operation;
  private final List<Path> valuesFiles = new ArrayList<>();
  private final List<String> set = new ArrayList<>();
  private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
  private String release = "";
  private String namespace = "";
  private String chart = "";
  private String chartVersion = "";
  private Map<String, Object> values = Map.of();
  private Duration timeout = HelmCommand.DEFAULT_TIMEOUT;
  private int historyMax = HelmCommand.DEFAULT_HISTORY_MAX;
  private int toRevision;
  private String description = "";
  private String operationId = "";
  private @Nullable Path kubeconfig;

  HelmCommandBuilder(Operation operation) {
    this.operation = operation;
  }

  public HelmCommandBuilder release(String name) {
    release = name;
    return this;
  }

  public HelmCommandBuilder namespace(String name) {
    namespace = name;
    return this;
  }

  public HelmCommandBuilder chart(String location) {
    chart = location;
    return this;
  }

  public HelmCommandBuilder chartVersion(String constraint) {
    chartVersion = constraint;
    return this;
  }

  public HelmCommandBuilder values(Map<String, Object> tree) {
    values = tree;
    return this;
  }

  public HelmCommandBuilder valuesFile(Path file) {
    valuesFiles.add(file);
    return this;
  }

  public HelmCommandBuilder set(String expression) {
    set.add(expression);
    return this;
  }

  public HelmCommandBuilder with(Flag flag) {
    flags.add(flag);
    return this;
  }

  public HelmCommandBuilder with(Flag flag, boolean on) {
    return on ? with(flag) : this;
  }

  public HelmCommandBuilder timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  public HelmCommandBuilder historyMax(int revisions) {
    historyMax = revisions;
    return this;
  }

  public HelmCommandBuilder toRevision(int revision) {
    toRevision = revision;
    return this;
  }

  public HelmCommandBuilder description(String text) {
    description = text;
    return this;
  }

  public HelmCommandBuilder operationId(String id) {
    operationId = id;
    return this;
  }

  public HelmCommandBuilder kubeconfig(@Nullable Path file) {
    kubeconfig = file;
    return this;
  }

  /**
   * Returns the command.
   *
   * @throws IllegalArgumentException if a part is missing or out of range; the message says which
   */
  public HelmCommand build() {
    return new HelmCommand(
        operation,
        release,
        namespace,
        chart,
        chartVersion,
        values,
        valuesFiles,
        set,
        flags,
        timeout,
        historyMax,
        toRevision,
        description,
        operationId,
        kubeconfig);
  }
}
