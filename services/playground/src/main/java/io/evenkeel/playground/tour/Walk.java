package io.evenkeel.playground.tour;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a chapter does and sees: every action goes through the public API and is shown as the
 * command a user would type for it; every expectation is noted, and the first that does not hold
 * ends the tour.
 */
final class Walk {

  static final String PROJECT = "fulltour";
  static final String SERVICE = "helloservice";
  static final String QA = "qa";
  static final String PRODUCTION = "production";
  static final String IMAGE = "ghcr.io/podtato-head/podtatoserver";
  static final String GOOD = "v0.1.1";
  static final String SLOW = "v0.1.2";

  private static final String COMMAND = "./evenkeel ";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TourApi api;
  private final KubeApi kube;
  private final TourFiles files;
  private final Console console;
  private final Clock clock;
  private final Pace pace;
  private final List<Expectation> expectations = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();

  Walk(TourApi api, KubeApi kube, TourFiles files, Console console, Clock clock, Pace pace) {
    this.api = api;
    this.kube = kube;
    this.files = files;
    this.console = console;
    this.clock = clock;
    this.pace = pace;
  }

  TourApi api() {
    return api;
  }

  TourFiles files() {
    return files;
  }

  Console console() {
    return console;
  }

  /** What was expected since the last call of {@link #begin}. */
  List<Expectation> expectations() {
    return expectations;
  }

  /** The verdicts seen since the last call of {@link #begin}. */
  List<Verdict> verdicts() {
    return verdicts;
  }

  /** Forgets what an earlier chapter expected and saw. */
  void begin() {
    expectations.clear();
    verdicts.clear();
  }

  void command(String command) {
    console.command(COMMAND + command);
  }

  /** Notes an expectation; throws {@link TourException} if it does not hold. */
  void expect(String what, boolean holds, String seen, String look) {
    Expectation expectation = new Expectation(what, holds, seen, look);
    if (!holds) {
      throw new TourException(expectation);
    }
    expectations.add(expectation);
    console.ok(what);
  }

  /** Replaces the project's shipyard. */
  void shipyard(String file) {
    command("add-resource --project=%s --resource=%s --resourceUri=shipyard.yaml"
        .formatted(PROJECT, files.shown(file)));
    post("/resource-service/v1/project/%s/resource".formatted(PROJECT), "shipyard.yaml", file);
  }

  /** Uploads a file for the service in a stage. */
  void upload(String stage, String file, String uri) {
    command("add-resource --project=%s --stage=%s --service=%s --resource=%s --resourceUri=%s"
        .formatted(PROJECT, stage, SERVICE, files.shown(file), uri));
    post(servicePath(stage), uri, file);
  }

  /** Uploads bytes for the service to both stages. */
  void uploadEverywhere(String shown, String uri, byte[] content) {
    command("add-resource --project=%s --service=%s --all-stages --resource=%s --resourceUri=%s"
        .formatted(PROJECT, SERVICE, shown, uri));
    for (String stage : List.of(QA, PRODUCTION)) {
      post(servicePath(stage), uri, content);
    }
  }

  /** Uploads a file for the service to both stages. */
  void uploadEverywhere(String file, String uri) {
    uploadEverywhere(files.shown(file), uri, files.content(file));
  }

  /** Starts a delivery in qa. */
  Run deliver(String tag) {
    String image = IMAGE + ":" + tag;
    command(
        "trigger delivery --project=%s --service=%s --image=%s".formatted(PROJECT, SERVICE, image));
    ObjectNode data = data(QA);
    data.putObject("configurationChange").putObject("values").put("image", image);
    return publish(event("sh.keptn.event.qa.delivery.triggered", data));
  }

  /** Publishes an event and follows its context. */
  Run publish(ObjectNode event) {
    String context = api.post("/v1/event", event).path("keptnContext").asText();
    return new Run(api, console, clock, pace, PROJECT, context);
  }

  /** Waits for a moment in a run; the verdicts in it are noted. */
  RunView await(Run run, Predicate<RunView> done) {
    return noted(run.await(done));
  }

  /** Waits until nothing more can come of a run; the verdicts in it are noted. */
  RunView awaitEnd(Run run) {
    return noted(run.awaitEnd());
  }

  private RunView noted(RunView view) {
    view.verdicts().stream().filter(verdict -> !verdicts.contains(verdict)).forEach(verdicts::add);
    return view;
  }

  /** Expects that the sequence ended in the stage, and with {@code pass} or {@code warning}. */
  void expectPassed(Run run, RunView view, String stage, String sequence) {
    boolean passed = view.ended(stage, sequence)
        .filter(ended -> List.of("pass", "warning").contains(ended.result()))
        .isPresent();
    expect("%s in %s succeeds".formatted(sequence, stage), passed, view.summary(), lookAt(run));
  }

  /** Waits for so many running pods in the stage and expects them. */
  void expectPods(String stage, int count) {
    Instant end = clock.instant().plus(pace.pods());
    List<Pod> pods = pods(stage);
    // Also waits for what is being deleted: a kubectl of the reader should show the same.
    while ((running(pods) != count || pods.size() != count) && clock.instant().isBefore(end)) {
      console.passing("  %s has %s".formatted(stage, list(pods)));
      Pause.sleep(pace.look());
      pods = pods(stage);
    }
    console.passing("");
    String command = "kubectl get pods --namespace=%s-%s".formatted(PROJECT, stage);
    console.command(command);
    pods.forEach(pod -> console.line("    " + pod.line()));
    expect(
        "running pods in %s: %d".formatted(stage, count),
        running(pods) == count,
        list(pods),
        command);
  }

  /** The service's pods in the stage, running or not. */
  List<Pod> pods(String stage) {
    return kube.pods(PROJECT + "-" + stage, SERVICE);
  }

  /** How many pods run in each stage. */
  Map<String, Integer> runningPods() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List.of(QA, PRODUCTION).forEach(stage -> counts.put(stage, running(pods(stage))));
    return counts;
  }

  /** Where a reader finds out more about a run. */
  String lookAt(Run run) {
    return "%sget sequences --project=%s --keptn-context=%s, or %s"
        .formatted(COMMAND, PROJECT, run.context(), bridge(run));
  }

  /** The address that leads to a run in the web interface; it has always been this one. */
  private String bridge(Run run) {
    return api.address().toString().replaceAll("/api$", "") + "/trace/" + run.context();
  }

  /** An event with a source of ours. */
  static ObjectNode event(String type, ObjectNode data) {
    ObjectNode event = JSON.createObjectNode();
    event.put("type", type).put("source", "evenkeel-tour").put("specversion", "1.0");
    event.set("data", data);
    return event;
  }

  /** Event data that names project, stage and service. */
  static ObjectNode data(String stage) {
    return JSON.createObjectNode()
        .put("project", PROJECT)
        .put("stage", stage)
        .put("service", SERVICE);
  }

  static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }

  private void post(String path, String uri, String file) {
    post(path, uri, files.content(file));
  }

  private void post(String path, String uri, byte[] content) {
    ObjectNode body = JSON.createObjectNode();
    body.putArray("resources")
        .addObject()
        .put("resourceURI", uri)
        .put("resourceContent", base64(content));
    api.post(path, body);
  }

  private static String servicePath(String stage) {
    return "/resource-service/v1/project/%s/stage/%s/service/%s/resource"
        .formatted(PROJECT, stage, SERVICE);
  }

  private static int running(List<Pod> pods) {
    return (int) pods.stream().filter(Pod::running).count();
  }

  private static String list(List<Pod> pods) {
    return pods.isEmpty()
        ? "no pods"
        : pods.stream().map(Pod::line).collect(Collectors.joining(", "));
  }
}
