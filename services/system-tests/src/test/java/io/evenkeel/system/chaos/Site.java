package io.evenkeel.system.chaos;

import io.evenkeel.kit.Ports;
import io.evenkeel.model.Json;
import io.evenkeel.system.chaos.ChaosPlan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An installation to be hit: on PostgreSQL several processes in a cluster, each behind links of its
 * own, with clocks that differ; or one process on the embedded store.
 */
final class Site implements AutoCloseable {

  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.3
      kind: Shipyard
      spec:
        stages:
          - name: dev
            sequences:
              - name: delivery
                tasks: [{name: build}, {name: check}]
      """;

  /** How far ahead the nodes' clocks are, in seconds. */
  private static final List<Integer> CLOCKS = List.of(0, 170, -205, 45, -20);

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration KEEP = Duration.ofMillis(300);

  private final Path directory;
  private final String clock;
  private final List<Node> nodes = new ArrayList<>();
  private final List<CutProxy> links = new ArrayList<>();
  private final List<Integer> gateways = new ArrayList<>();
  private final @Nullable PostgresServer postgres;
  private int restarts;
  private volatile boolean closed;

  private Site(Path directory, @Nullable PostgresServer postgres) {
    this.directory = directory;
    this.postgres = postgres;
    this.clock = postgres == null ? "" : Machine.clockLibrary(directory);
  }

  /** Several processes on PostgreSQL, ready and with a project. */
  static Site cluster(Path directory, int controllers, int fileKeepers) {
    Site site = new Site(directory, new PostgresServer(directory.resolve("postgres")));
    for (int number = 1; number <= fileKeepers; number++) {
      site.add("files-" + number, "files", List.of("resource-service"));
    }
    for (int number = 1; number <= controllers; number++) {
      String name = "controller-" + number;
      site.add(name, name, List.of("shipyard-controller", "api-gateway"));
    }
    return site.start();
  }

  /** One process on the embedded store. */
  static Site alone(Path directory) {
    Site site = new Site(directory, null);
    site.add("alone", "data", List.of("resource-service", "shipyard-controller", "api-gateway"));
    return site.start();
  }

  private void add(String name, String data, List<String> services) {
    Map<String, String> environment = new HashMap<>();
    environment.put("EVENKEEL_DATA", directory.resolve(data).toString());
    environment.put("EVENKEEL_API_TOKEN", Link.TOKEN);
    environment.put("EVENKEEL_SETTINGS_OF_ALL", "true");
    if (services.contains("api-gateway")) {
      int port = Ports.lasting();
      environment.put("EVENKEEL_PORT", String.valueOf(port));
      gateways.add(link(port));
    }
    if (postgres != null) {
      environment.put("EVENKEEL_CLUSTER_DIRECTORY", directory.resolve("cluster").toString());
      environment.put("EVENKEEL_CLUSTER_PORT", String.valueOf(Ports.lasting()));
      environment.put("EVENKEEL_STORE_CONNECTIONS", "5");
      environment.put(
          "EVENKEEL_STORE",
          "postgresql://postgres:postgres@127.0.0.1:%d/postgres".formatted(link(postgres.port())));
    }
    if (!clock.isEmpty()) {
      environment.put("LD_PRELOAD", clock);
      environment.put(
          "CHAOS_CLOCK_SECONDS", String.valueOf(CLOCKS.get(nodes.size() % CLOCKS.size())));
    }
    nodes.add(new Node(name, services, environment, directory.resolve(name + ".log")));
  }

  private int link(int target) {
    CutProxy link = new CutProxy(target);
    links.add(link);
    return link.port();
  }

  private Site start() {
    try {
      Files.createDirectories(directory.resolve("cluster"));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    nodes.forEach(Node::start);
    Thread keeper = new Thread(this::keep, "keeper");
    keeper.setDaemon(true);
    keeper.start();
    awaitReady(nodes);
    Link link = link();
    String shipyard = Base64.getEncoder().encodeToString(SHIPYARD.getBytes(StandardCharsets.UTF_8));
    String projects = "/api/controlPlane/v1/project";
    link.insist(
        "POST",
        projects,
        Json.write(Map.of("name", Traffic.PROJECT, "shipyard", shipyard)),
        201,
        409);
    for (String scope : Traffic.SCOPES) {
      String services = projects + "/" + Traffic.PROJECT + "/service";
      link.insist("POST", services, Json.write(Map.of("serviceName", scope)), 200, 409);
    }
    return this;
  }

  /** Starts what gave up again, as a supervisor does. */
  private void keep() {
    while (!closed) {
      Machine.pause(KEEP);
      synchronized (this) {
        if (!closed) {
          nodes.forEach(Node::revive);
        }
      }
    }
  }

  /**
   * Waits until {@code some} are up. A cluster whose members do not find each other again is
   * started anew as a whole, as an operator would, and that is counted.
   */
  void awaitReady(List<Node> some) {
    if (!some.stream().allMatch(node -> node.isReadyWithin(PATIENCE))) {
      restarts++;
      nodes.forEach(Node::kill);
      nodes.forEach(Node::start);
      for (Node node : nodes) {
        if (!node.isReadyWithin(START)) {
          throw new AssertionError(node + " is not ready; it said:\n" + node.said());
        }
      }
    }
  }

  /** How often the whole had to be started anew. */
  int restarts() {
    return restarts;
  }

  Link link() {
    return new Link(gateways);
  }

  List<Node> nodes() {
    return nodes;
  }

  Node first(Step step) {
    return nodes.get(step.nodes().get(0));
  }

  /** The first of the step's nodes that are up; waits until there are as many as it hits. */
  List<Node> ready(Step step) {
    List<Node> order = step.nodes().stream().map(nodes::get).toList();
    List<Node> ready = new ArrayList<>();
    boolean enough = Machine.await(PATIENCE, () -> {
      ready.clear();
      order.stream().filter(Node::isReady).limit(step.hit()).forEach(ready::add);
      return ready.size() == step.hit();
    });
    if (!enough) {
      awaitReady(nodes);
      return order.subList(0, step.hit());
    }
    return List.copyOf(ready);
  }

  /** Notes what waits, in the store and in every process, for whoever looks into it. */
  void explain(String run) {
    nodes.forEach(Node::dumpThreads);
    Path notes = directory.resolve("remains.txt");
    List<String> remains = Remains.of(jdbc(), run);
    remains.forEach(line -> System.out.println("chaos: " + line));
    System.out.println("chaos: this, and what all threads do, is in " + directory);
    try {
      Files.write(notes, remains);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    // The processes are ended next; what they print comes first.
    Machine.pause(Duration.ofSeconds(2));
  }

  boolean isCluster() {
    return postgres != null;
  }

  boolean clocksDiffer() {
    return !clock.isEmpty();
  }

  void crashStore() {
    if (postgres != null) {
      postgres.crash();
    }
  }

  /** Breaks links: those of the step's nodes, to the store and of clients. */
  void cut(Step step) {
    step.nodes().stream()
        .limit(step.hit())
        .forEach(number -> links.get(number % links.size()).cut(step.lasting()));
  }

  /** Where the store is read from outside. */
  String jdbc() {
    return postgres == null
        ? "jdbc:sqlite:" + directory.resolve("data/evenkeel.db")
        : postgres.jdbc();
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      nodes.forEach(Node::kill);
    }
    for (CutProxy link : links) {
      link.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
