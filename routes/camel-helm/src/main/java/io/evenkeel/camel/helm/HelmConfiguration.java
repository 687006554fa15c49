package io.evenkeel.camel.helm;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The options of a {@code helm:} endpoint. Each may be overridden for one message by a header:
 * {@code Helm} followed by the option's name, e.g. {@code HelmReuseValues}.
 *
 * <p>Options are kept as given and read by {@link HelmBinding}, so that option and header are
 * converted and checked by the same code.
 */
public final class HelmConfiguration {

  private final Map<String, Object> options = new LinkedHashMap<>();

  Map<String, Object> options() {
    return options;
  }

  /** Name of the release. */
  public void setRelease(String release) {
    options.put("release", release);
  }

  /** Namespace of the release; default: the kubeconfig's. */
  public void setNamespace(String namespace) {
    options.put("namespace", namespace);
  }

  /**
   * Chart directory, packed chart or repository reference. Without it a packed chart is taken from
   * the body if that holds bytes, otherwise an upgrade uses the chart the release already has.
   */
  public void setChart(String chart) {
    options.put("chart", chart);
  }

  /** Version constraint for a chart from a repository. */
  public void setChartVersion(String chartVersion) {
    options.put("chartVersion", chartVersion);
  }

  /** Upgrade: install the release if it does not exist. */
  public void setInstall(boolean install) {
    options.put("install", install);
  }

  /** Create the namespace if it does not exist. */
  public void setCreateNamespace(boolean createNamespace) {
    options.put("createNamespace", createNamespace);
  }

  /** Upgrade: start from the values of the last revision. */
  public void setReuseValues(boolean reuseValues) {
    options.put("reuseValues", reuseValues);
  }

  /** Upgrade: start from the chart's own values. */
  public void setResetValues(boolean resetValues) {
    options.put("resetValues", resetValues);
  }

  /** Wait until what was deployed is ready. */
  public void setWait(boolean wait) {
    options.put("wait", wait);
  }

  /** How long to wait, e.g. {@code 90s} or {@code 5m}; default 5 minutes. */
  public void setTimeout(String timeout) {
    options.put("timeout", timeout);
  }

  /** Go back to the previous revision if this one does not become ready. */
  public void setAtomic(boolean atomic) {
    options.put("atomic", atomic);
  }

  /** Replace resources that cannot be updated. */
  public void setForce(boolean force) {
    options.put("force", force);
  }

  /** Change nothing, only report what would be. */
  public void setDryRun(boolean dryRun) {
    options.put("dryRun", dryRun);
  }

  /** Leave custom resource definitions alone. */
  public void setSkipCrds(boolean skipCrds) {
    options.put("skipCrds", skipCrds);
  }

  /** List: releases of every namespace. */
  public void setAllNamespaces(boolean allNamespaces) {
    options.put("allNamespaces", allNamespaces);
  }

  /** Uninstall: a release that does not exist is no error. */
  public void setIgnoreNotFound(boolean ignoreNotFound) {
    options.put("ignoreNotFound", ignoreNotFound);
  }

  /** Uninstall: keep the history, so that a rollback brings the release back. */
  public void setKeepHistory(boolean keepHistory) {
    options.put("keepHistory", keepHistory);
  }

  /** Revisions kept, default 10; 0 keeps all. */
  public void setHistoryMax(int historyMax) {
    options.put("historyMax", historyMax);
  }

  /** Rollback: the revision to go back to; default the one before the newest. */
  public void setToRevision(int toRevision) {
    options.put("toRevision", toRevision);
  }

  /** Shown in the history. */
  public void setDescription(String description) {
    options.put("description", description);
  }

  /**
   * Makes the operation happen once: repeated with the same id, after a crash for instance, it does
   * nothing. Two steps of a route that change the same release need different ids.
   */
  public void setOperationId(String operationId) {
    options.put("operationId", operationId);
  }

  /** File that says which cluster; default {@code KUBECONFIG} or the cluster we run in. */
  public void setKubeconfig(String kubeconfig) {
    options.put("kubeconfig", kubeconfig);
  }
}
