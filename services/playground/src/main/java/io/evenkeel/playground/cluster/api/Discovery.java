package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Kind;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What clients ask before anything else: version, groups, resources, and as much OpenAPI. */
final class Discovery {

  /** The Kubernetes version whose behaviour this API follows. */
  static final String VERSION = "v1.32.0";

  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final List<String> SUBRESOURCE_VERBS = List.of("get", "patch", "update");

  private Discovery() {}

  /** The document at {@code path}, if that is one of discovery's. */
  static Optional<ObjectNode> at(String path) {
    return switch (path) {
      case "/" -> Optional.of(roots());
      case "/version" -> Optional.of(version());
      case "/api" -> Optional.of(coreVersions());
      case "/apis" -> Optional.of(groups());
      case "/openapi/v2" -> Optional.of(openApi2());
      case "/openapi/v3" -> Optional.of(openApiIndex());
      default -> inner(path);
    };
  }

  private static Optional<ObjectNode> inner(String path) {
    String openApi = "/openapi/v3/";
    if (path.startsWith(openApi)) {
      return apiVersion("/" + path.substring(openApi.length())).map(Discovery::openApi3);
    }
    return apiVersion(path).map(Discovery::resources).or(() -> group(path));
  }

  /** The {@code apiVersion} whose root is {@code path}. */
  private static Optional<String> apiVersion(String path) {
    return versions().stream().filter(one -> root(one).equals(path)).findFirst();
  }

  private static List<String> versions() {
    List<String> versions = new ArrayList<>(Kinds.apiVersions());
    versions.addAll(Reviews.API_VERSIONS);
    return versions;
  }

  private static String root(String apiVersion) {
    return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
  }

  private static ObjectNode roots() {
    ObjectNode roots = Tree.object();
    ArrayNode paths = roots.putArray("paths").add("/api").add("/apis").add("/healthz");
    versions().forEach(apiVersion -> paths.add(root(apiVersion)));
    paths.add("/openapi/v2").add("/openapi/v3").add("/version");
    return roots;
  }

  private static ObjectNode version() {
    return Tree.object()
        .put("major", "1")
        .put("minor", "32")
        .put("gitVersion", VERSION)
        .put("gitCommit", "playground")
        .put("gitTreeState", "clean")
        .put("buildDate", "2026-01-01T00:00:00Z")
        .put("goVersion", "none")
        .put("compiler", "none")
        .put("platform", "linux/amd64");
  }

  private static ObjectNode coreVersions() {
    ObjectNode versions = Tree.object().put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    versions.putArray("serverAddressByClientCIDRs");
    return versions;
  }

  private static ObjectNode groups() {
    ObjectNode list = Tree.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    versions().stream()
        .filter(one -> one.contains("/"))
        .map(Discovery::groupOf)
        .forEach(groups::add);
    return list;
  }

  /** Each group has one version here. */
  private static Optional<ObjectNode> group(String path) {
    return versions().stream()
        .filter(apiVersion -> root(apiVersion).startsWith(path + "/") && path.startsWith("/apis/"))
        .map(apiVersion -> groupOf(apiVersion).put("kind", "APIGroup").put("apiVersion", "v1"))
        .findFirst();
  }

  private static ObjectNode groupOf(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    ObjectNode version = Tree.object()
        .put("groupVersion", apiVersion)
        .put("version", apiVersion.substring(slash + 1));
    ObjectNode group = Tree.object().put("name", apiVersion.substring(0, slash));
    group.putArray("versions").add(version);
    group.set("preferredVersion", version);
    return group;
  }

  private static ObjectNode resources(String apiVersion) {
    ObjectNode list = Tree.object()
        .put("kind", "APIResourceList")
        .put("apiVersion", "v1")
        .put("groupVersion", apiVersion);
    ArrayNode resources = list.putArray("resources");
    for (Kind kind : Kinds.of(apiVersion)) {
      resources.add(resource(kind));
      kind.subresources().stream().sorted().forEach(name -> resources.add(subresource(kind, name)));
    }
    Reviews.of(apiVersion).forEach(resources::add);
    return list;
  }

  private static ObjectNode resource(Kind kind) {
    ObjectNode resource = Tree.object()
        .put("name", kind.plural())
        .put("singularName", kind.singular())
        .put("namespaced", kind.namespaced())
        .put("kind", kind.name());
    resource.set("verbs", Tree.array(VERBS));
    if (!kind.shortNames().isEmpty()) {
      resource.set("shortNames", Tree.array(kind.shortNames()));
    }
    if (!kind.categories().isEmpty()) {
      resource.set("categories", Tree.array(kind.categories()));
    }
    return resource;
  }

  private static ObjectNode subresource(Kind kind, String name) {
    ObjectNode resource = Tree.object()
        .put("name", kind.plural() + "/" + name)
        .put("singularName", "")
        .put("namespaced", kind.namespaced());
    if (name.equals("scale")) {
      resource.put("group", "autoscaling").put("version", "v1").put("kind", "Scale");
    } else {
      resource.put("kind", kind.name());
    }
    resource.set("verbs", Tree.array(name.equals("log") ? List.of("get") : SUBRESOURCE_VERBS));
    return resource;
  }

  private static ObjectNode openApi2() {
    ObjectNode document = Tree.object().put("swagger", "2.0");
    document.putObject("info").put("title", "Kubernetes").put("version", VERSION);
    document.putObject("paths");
    document.putObject("definitions");
    return document;
  }

  private static ObjectNode openApiIndex() {
    ObjectNode document = Tree.object();
    ObjectNode paths = document.putObject("paths");
    versions().forEach(apiVersion -> {
      String path = root(apiVersion).substring(1);
      paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path + "?hash=" + VERSION);
    });
    return document;
  }

  /**
   * The patch operation of each kind with its {@code fieldValidation} parameter: that is how
   * {@code kubectl} and Helm learn that the server validates, and then send objects without
   * checking them against a schema.
   */
  private static ObjectNode openApi3(String apiVersion) {
    ObjectNode document = Tree.object().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", VERSION);
    ObjectNode paths = document.putObject("paths");
    for (Kind kind : Kinds.of(apiVersion)) {
      String scope = kind.namespaced() ? "/namespaces/{namespace}/" : "/";
      ObjectNode patch =
          paths.putObject(root(apiVersion) + scope + kind.plural() + "/{name}").putObject("patch");
      patch.putArray("parameters").addObject().put("name", "fieldValidation").put("in", "query");
      patch.putObject("responses");
      patch.put("x-kubernetes-action", "patch");
      patch
          .putObject("x-kubernetes-group-version-kind")
          .put("group", kind.group())
          .put("version", kind.version())
          .put("kind", kind.name());
    }
    document.putObject("components").putObject("schemas");
    return document;
  }
}
