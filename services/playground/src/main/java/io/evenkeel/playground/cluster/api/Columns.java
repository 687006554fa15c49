package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.playground.cluster.store.Kind;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns of {@code kubectl get}, kind by kind, those of {@code -o wide} included. */
final class Columns {

  /**
   * One column.
   *
   * @param name its title
   * @param wide whether only {@code -o wide} shows it
   * @param cell its content for an object at a time
   */
  record Column(String name, boolean wide, Cell cell) {}

  /** The content of a column. */
  interface Cell {
    Object of(KubeObject object, Instant now);
  }

  private static final Column NAME = column("Name", (object, now) -> object.name());
  private static final Column AGE =
      column("Age", (object, now) -> Ages.since(object.metadata().path("creationTimestamp"), now));
  private static final List<Column> PLAIN = List.of(NAME, AGE);
  private static final Map<Kind, List<Column>> BY_KIND = Map.ofEntries(
      Map.entry(Kinds.POD, pod()),
      Map.entry(Kinds.DEPLOYMENT, deployment()),
      Map.entry(Kinds.REPLICA_SET, replicaSet()),
      Map.entry(Kinds.JOB, job()),
      Map.entry(Kinds.SERVICE, service()),
      Map.entry(Kinds.ENDPOINTS, endpoints()),
      Map.entry(Kinds.EVENT, event()),
      Map.entry(Kinds.NAMESPACE, List.of(NAME, text("Status", "/status/phase"), AGE)),
      Map.entry(Kinds.NODE, node()),
      Map.entry(Kinds.SECRET, List.of(NAME, text("Type", "/type"), count("Data", "data"), AGE)),
      Map.entry(Kinds.CONFIG_MAP, List.of(NAME, count("Data", "data"), AGE)),
      Map.entry(Kinds.SERVICE_ACCOUNT, List.of(NAME, count("Secrets", "secrets"), AGE)),
      Map.entry(Kinds.LEASE, List.of(NAME, text("Holder", "/spec/holderIdentity"), AGE)),
      Map.entry(Kinds.PERSISTENT_VOLUME_CLAIM, claim()));

  private Columns() {}

  /** The columns of {@code kind}. */
  static List<Column> of(Kind kind) {
    return BY_KIND.getOrDefault(kind, PLAIN);
  }

  private static List<Column> pod() {
    return List.of(
        NAME,
        column("Ready", (pod, now) -> PodColumns.ready(pod)),
        column("Status", (pod, now) -> PodColumns.status(pod)),
        column("Restarts", PodColumns::restarts),
        AGE,
        wide(text("IP", "/status/podIP")),
        wide(text("Node", "/spec/nodeName")),
        wide(column("Nominated Node", (pod, now) -> "<none>")),
        wide(column("Readiness Gates", (pod, now) -> "<none>")));
  }

  private static List<Column> deployment() {
    return List.of(
        NAME,
        column(
            "Ready",
            (object, now) -> object.status().path("readyReplicas").asLong() + "/"
                + object.spec().path("replicas").asLong()),
        number("Up-to-date", "/status/updatedReplicas"),
        number("Available", "/status/availableReplicas"),
        AGE,
        wide(containers("Containers", "name")),
        wide(containers("Images", "image")),
        wide(selector("/spec/selector/matchLabels")));
  }

  private static List<Column> replicaSet() {
    return List.of(
        NAME,
        number("Desired", "/spec/replicas"),
        number("Current", "/status/replicas"),
        number("Ready", "/status/readyReplicas"),
        AGE,
        wide(containers("Containers", "name")),
        wide(containers("Images", "image")),
        wide(selector("/spec/selector/matchLabels")));
  }

  private static List<Column> job() {
    return List.of(
        NAME,
        column("Status", (job, now) -> jobStatus(job)),
        column(
            "Completions",
            (job, now) -> job.status().path("succeeded").asLong() + "/"
                + job.spec().path("completions").asText("1")),
        column("Duration", Columns::duration),
        AGE,
        wide(containers("Containers", "name")),
        wide(containers("Images", "image")),
        wide(selector("/spec/selector/matchLabels")));
  }

  private static List<Column> service() {
    return List.of(
        NAME,
        text("Type", "/spec/type"),
        text("Cluster-IP", "/spec/clusterIP"),
        column(
            "External-IP", (service, now) -> service.spec().path("externalName").asText("<none>")),
        column("Port(s)", (service, now) -> ports(service)),
        AGE,
        wide(selector("/spec/selector")));
  }

  private static List<Column> endpoints() {
    return List.of(NAME, column("Endpoints", (object, now) -> addresses(object)), AGE);
  }

  private static List<Column> event() {
    return List.of(
        column("Last Seen", (event, now) -> Ages.since(event.json().path("lastTimestamp"), now)),
        text("Type", "/type"),
        text("Reason", "/reason"),
        column("Object", (event, now) -> involved(event.json().path("involvedObject"))),
        wide(text("Source", "/source/component")),
        text("Message", "/message"),
        wide(column(
            "First Seen", (event, now) -> Ages.since(event.json().path("firstTimestamp"), now))),
        wide(number("Count", "/count")),
        wide(NAME));
  }

  private static List<Column> node() {
    return List.of(
        NAME,
        column("Status", (node, now) -> "Ready"),
        column("Roles", (node, now) -> "<none>"),
        AGE,
        text("Version", "/status/nodeInfo/kubeletVersion"));
  }

  private static List<Column> claim() {
    return List.of(
        NAME,
        text("Status", "/status/phase"),
        text("Volume", "/spec/volumeName"),
        text("Capacity", "/status/capacity/storage"),
        AGE);
  }

  private static String jobStatus(KubeObject job) {
    for (JsonNode condition : Tree.objects(job.status().path("conditions"))) {
      String type = condition.path("type").asText();
      boolean ends = type.equals("Complete") || type.equals("Failed");
      if (ends && condition.path("status").asText().equals("True")) {
        return type;
      }
    }
    return job.spec().path("suspend").asBoolean() ? "Suspended" : "Running";
  }

  private static String duration(KubeObject job, Instant now) {
    String started = job.status().path("startTime").asText("");
    String ended = job.status().path("completionTime").asText(now.toString());
    return started.isEmpty()
        ? ""
        : Ages.human(Duration.between(Instant.parse(started), Instant.parse(ended)));
  }

  private static String ports(KubeObject service) {
    return orNone(Tree.objects(service.spec().path("ports")).stream()
        .map(port -> port.path("port").asText()
            + (port.has("nodePort") ? ":" + port.path("nodePort").asText() : "")
            + "/" + port.path("protocol").asText())
        .collect(Collectors.joining(",")));
  }

  private static String addresses(KubeObject endpoints) {
    return orNone(Tree.objects(endpoints.json().path("subsets")).stream()
        .flatMap(subset -> Tree.objects(subset.path("addresses")).stream()
            .flatMap(address -> Tree.objects(subset.path("ports")).stream()
                .map(port ->
                    address.path("ip").asText() + ":" + port.path("port").asText())))
        .collect(Collectors.joining(",")));
  }

  private static String involved(JsonNode object) {
    return object.path("kind").asText().toLowerCase(Locale.ROOT) + "/"
        + object.path("name").asText();
  }

  private static Column containers(String name, String member) {
    return column(
        name,
        (object, now) ->
            Tree.objects(object.spec().path("template").path("spec").path("containers")).stream()
                .map(container -> container.path(member).asText())
                .collect(Collectors.joining(",")));
  }

  private static Column selector(String path) {
    return column(
        "Selector",
        (object, now) -> orNone(Tree.texts(object.json().at(path)).entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","))));
  }

  private static Column text(String name, String path) {
    return column(name, (object, now) -> orNone(object.json().at(path).asText("")));
  }

  private static Column number(String name, String path) {
    return column(name, (object, now) -> object.json().at(path).asLong());
  }

  private static Column count(String name, String member) {
    return column(name, (object, now) -> (long) object.json().path(member).size());
  }

  private static Column column(String name, Cell cell) {
    return new Column(name, false, cell);
  }

  private static Column wide(Column column) {
    return new Column(column.name(), true, column.cell());
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "<none>" : text;
  }
}
