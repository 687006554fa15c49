package io.evenkeel.playground.cluster.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every kind the API offers. Those without a controller here ({@code Ingress},
 * {@code NetworkPolicy}, {@code PodDisruptionBudget}, {@code HorizontalPodAutoscaler}, RBAC) are
 * kept and shown, but have no effect.
 */
public final class Kinds {

  private static final Map<String, Kind> BY_PATH = new LinkedHashMap<>();

  public static final Kind NAMESPACE = cluster("v1", "namespaces", "Namespace", "ns", "status");
  public static final Kind NODE = cluster("v1", "nodes", "Node", "no", "status");
  public static final Kind POD = common("v1", "pods", "Pod", "po", "status log");
  public static final Kind SERVICE = common("v1", "services", "Service", "svc", "status");
  public static final Kind ENDPOINTS = namespaced("v1", "endpoints", "Endpoints", "ep", "");
  public static final Kind CONFIG_MAP = namespaced("v1", "configmaps", "ConfigMap", "cm", "");
  public static final Kind SECRET = namespaced("v1", "secrets", "Secret", "", "");
  public static final Kind SERVICE_ACCOUNT =
      namespaced("v1", "serviceaccounts", "ServiceAccount", "sa", "");
  public static final Kind EVENT = namespaced("v1", "events", "Event", "ev", "");
  public static final Kind PERSISTENT_VOLUME_CLAIM =
      namespaced("v1", "persistentvolumeclaims", "PersistentVolumeClaim", "pvc", "status");
  public static final Kind DEPLOYMENT =
      common("apps/v1", "deployments", "Deployment", "deploy", "status scale");
  public static final Kind REPLICA_SET =
      common("apps/v1", "replicasets", "ReplicaSet", "rs", "status scale");
  public static final Kind JOB = common("batch/v1", "jobs", "Job", "", "status");
  public static final Kind ENDPOINT_SLICE =
      namespaced("discovery.k8s.io/v1", "endpointslices", "EndpointSlice", "", "");
  public static final Kind LEASE = namespaced("coordination.k8s.io/v1", "leases", "Lease", "", "");

  static {
    String rbac = "rbac.authorization.k8s.io/v1";
    namespaced(rbac, "roles", "Role", "", "");
    namespaced(rbac, "rolebindings", "RoleBinding", "", "");
    cluster(rbac, "clusterroles", "ClusterRole", "", "");
    cluster(rbac, "clusterrolebindings", "ClusterRoleBinding", "", "");
    namespaced("networking.k8s.io/v1", "ingresses", "Ingress", "ing", "status");
    namespaced("networking.k8s.io/v1", "networkpolicies", "NetworkPolicy", "netpol", "");
    namespaced("policy/v1", "poddisruptionbudgets", "PodDisruptionBudget", "pdb", "status");
    common(
        "autoscaling/v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", "hpa", "status");
  }

  private Kinds() {}

  /** All kinds, in the order in which they are listed. */
  public static List<Kind> all() {
    return List.copyOf(BY_PATH.values());
  }

  /** The kind behind a path such as {@code /apis/apps/v1/deployments}. */
  public static Optional<Kind> byPlural(String apiVersion, String plural) {
    return Optional.ofNullable(BY_PATH.get(apiVersion + "/" + plural));
  }

  /** The kind an object names in {@code apiVersion} and {@code kind}. */
  public static Optional<Kind> byName(String apiVersion, String name) {
    return BY_PATH.values().stream()
        .filter(kind -> kind.name().equals(name) && kind.apiVersion().equals(apiVersion))
        .findFirst();
  }

  /** Every {@code apiVersion} once, the core one first. */
  public static List<String> apiVersions() {
    return BY_PATH.values().stream().map(Kind::apiVersion).distinct().toList();
  }

  /** The kinds of one {@code apiVersion}. */
  public static List<Kind> of(String apiVersion) {
    return BY_PATH.values().stream()
        .filter(kind -> kind.apiVersion().equals(apiVersion))
        .toList();
  }

  private static Kind cluster(
      String apiVersion, String plural, String name, String shortName, String subresources) {
    return add(apiVersion, plural, name, false, shortName, subresources, List.of());
  }

  private static Kind namespaced(
      String apiVersion, String plural, String name, String shortName, String subresources) {
    return add(apiVersion, plural, name, true, shortName, subresources, List.of());
  }

  private static Kind common(
      String apiVersion, String plural, String name, String shortName, String subresources) {
    return add(apiVersion, plural, name, true, shortName, subresources, List.of("all"));
  }

  private static Kind add(
      String apiVersion,
      String plural,
      String name,
      boolean namespaced,
      String shortName,
      String subresources,
      List<String> categories) {
    int slash = apiVersion.indexOf('/');
    Kind kind = new Kind(
        slash < 0 ? "" : apiVersion.substring(0, slash),
        apiVersion.substring(slash + 1),
        plural,
        name,
        namespaced,
        words(shortName),
        Set.copyOf(words(subresources)),
        categories);
    BY_PATH.put(apiVersion + "/" + plural, kind);
    return kind;
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : new ArrayList<>(List.of(text.split(" ", -1)));
  }
}
