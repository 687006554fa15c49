package io.evenkeel.playground.cluster.store;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One resource of the API.
 *
 * @param group the API group, {@code ""} for the core one
 * @param version for example {@code v1}
 * @param plural the name in paths, for example {@code deployments}
 * @param name the kind, for example {@code Deployment}
 * @param namespaced whether its objects live in namespaces
 * @param shortNames what {@code kubectl get} also understands
 * @param subresources for example {@code status}, {@code scale}
 * @param categories for example {@code all}
 */
public record Kind(
    String group,
    String version,
    String plural,
    String name,
    boolean namespaced,
    List<String> shortNames,
    Set<String> subresources,
    List<String> categories) {

  /** For example {@code v1} or {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** As error messages name the resource, for example {@code deployments.apps}. */
  public String qualifiedPlural() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** As error messages name the kind, for example {@code Deployment.apps}. */
  public String qualifiedName() {
    return group.isEmpty() ? name : name + "." + group;
  }

  /** For example {@code deployment}. */
  public String singular() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether its status is written through {@code /status} only. */
  public boolean hasStatus() {
    return subresources.contains("status");
  }
}
