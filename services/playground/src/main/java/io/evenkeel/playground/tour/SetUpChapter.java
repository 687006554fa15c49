package io.evenkeel.playground.tour;

import static io.evenkeel.playground.tour.Walk.PRODUCTION;
import static io.evenkeel.playground.tour.Walk.PROJECT;
import static io.evenkeel.playground.tour.Walk.QA;
import static io.evenkeel.playground.tour.Walk.SERVICE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chapter 1: a project, its service, its files, its monitoring. */
final class SetUpChapter implements Chapter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHIPYARD = "keptn_setup/shipyard.yaml";
  private static final String CHART = "charts/" + SERVICE + ".tgz";
  private static final String CONFIGURED = "sh.keptn.event.configure-monitoring.finished";
  private static final Duration MONITORING_LIMIT = Duration.ofSeconds(30);

  @Override
  public String title() {
    return "a project, its service, its files";
  }

  @Override
  public String story() {
    return "The shipyard says what happens in which stage. Everything is kept in a Git repository\n"
        + "that the server brings along, one branch a stage.";
  }

  @Override
  public void prepare(Walk walk) {
    createProject(walk);
    createService(walk);
    uploadFiles(walk);
    configureMonitoring(walk);
  }

  @Override
  public void show(Walk walk) {
    JsonNode project = walk.api().get("/controlPlane/v1/project/" + PROJECT);
    List<String> stages = new ArrayList<>();
    project.path("stages").forEach(stage -> stages.add(stage.path("stageName").asText()));
    walk.expect(
        "the project has the stages qa and production",
        stages.equals(List.of(QA, PRODUCTION)),
        String.join(", ", stages),
        "./evenkeel get stages --project=" + PROJECT);
    for (String stage : List.of(QA, PRODUCTION)) {
      String path = "/resource-service/v1/project/%s/stage/%s/service/%s/resource/%s"
          .formatted(PROJECT, stage, SERVICE, CHART.replace("/", "%2F"));
      walk.expect(
          "the chart is stored for %s in %s".formatted(SERVICE, stage),
          walk.api().exists(path),
          "the server has no " + CHART,
          walk.api().address() + path);
    }
  }

  private static void createProject(Walk walk) {
    walk.command(
        "create project %s --shipyard=%s".formatted(PROJECT, walk.files().shown(SHIPYARD)));
    walk.expect(
        "there is no project %s yet".formatted(PROJECT),
        !walk.api().exists("/controlPlane/v1/project/" + PROJECT),
        "an earlier tour has left it",
        "delete it and start again: ./evenkeel delete project " + PROJECT);
    ObjectNode body = JSON.createObjectNode().put("name", PROJECT);
    body.put("shipyard", Walk.base64(walk.files().content(SHIPYARD)));
    walk.api().post("/controlPlane/v1/project", body);
  }

  private static void createService(Walk walk) {
    walk.command("create service %s --project=%s".formatted(SERVICE, PROJECT));
    walk.api()
        .post(
            "/controlPlane/v1/project/%s/service".formatted(PROJECT),
            JSON.createObjectNode().put("serviceName", SERVICE));
  }

  private static void uploadFiles(Walk walk) {
    Optional<Path> folder = walk.files().chartFolder();
    folder.ifPresent(chart -> walk.console()
        .command("tar -czf %s.tgz -C %s %s"
            .formatted(SERVICE, walk.files().shown(TourFiles.CHARTS), chart.getFileName())));
    String archive = walk.files()
        .archive()
        .map(file -> walk.files().shown(TourFiles.CHARTS + "/" + file.getFileName()))
        .orElse(SERVICE + ".tgz");
    walk.uploadEverywhere(archive, CHART, walk.files().chart());
    walk.uploadEverywhere("keptn_setup/job-executor/job-executor-config.yaml", "job/config.yaml");
    walk.uploadEverywhere("keptn_setup/locust/basic.py", "locust/basic.py");
    walk.uploadEverywhere("keptn_setup/locust/locust.conf", "locust/locust.conf");
    walk.uploadEverywhere("keptn_setup/prometheus/sli.yaml", "prometheus/sli.yaml");
  }

  private static void configureMonitoring(Walk walk) {
    walk.command(
        "configure monitoring prometheus --project=%s --service=%s".formatted(PROJECT, SERVICE));
    ObjectNode data = JSON.createObjectNode().put("type", "prometheus");
    data.put("project", PROJECT).put("service", SERVICE);
    Run run = walk.publish(Walk.event("sh.keptn.event.monitoring.configure", data));
    String query = "keptnContext=%s&type=%s".formatted(run.context(), CONFIGURED);
    Instant end = Instant.now().plus(MONITORING_LIMIT);
    List<JsonNode> answers = walk.api().events(query);
    while (answers.isEmpty() && Instant.now().isBefore(end)) {
      Pause.sleep(Duration.ofMillis(300));
      answers = walk.api().events(query);
    }
    String seen = answers.isEmpty()
        ? "no answer within " + DurationText.of(MONITORING_LIMIT)
        : answers.get(0).path("data").toString();
    walk.expect(
        "monitoring is configured",
        !answers.isEmpty()
            && !answers.get(0).path("data").path("result").asText().equals("fail"),
        seen,
        "./evenkeel get event %s --keptn-context=%s".formatted(CONFIGURED, run.context()));
  }
}
