package io.evenkeel.cli;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code trigger delivery}: a new image on its way through the stages.
 *
 * <p>Source: cli.md §4. Unlike the original it never asks a registry whether the image exists.
 */
@Command(name = "delivery", description = "Start the delivery of an image.")
final class TriggerDeliveryCommand extends Verb {

  @Option(names = "--project", required = true, description = "The project")
  String project;

  @Option(names = "--service", required = true, description = "The service")
  String service;

  @Option(
      names = "--image",
      required = true,
      description = "The container image; without a tag, latest")
  String image;

  @Option(names = "--stage", description = "Where to begin; the first stage when missing")
  @Nullable
  String stage;

  @Option(
      names = "--sequence",
      defaultValue = "delivery",
      description = "The sequence to start (${DEFAULT-VALUE})")
  String sequence;

  @Option(
      names = "--values",
      paramLabel = "a.b=c",
      description = "More configuration values; repeatable, dots nest")
  List<String> values = new ArrayList<>();

  @Mixin
  Labels labels;

  @Mixin
  WatchOptions watch;

  @Override
  protected int failureStatus() {
    return watch.failureStatus();
  }

  @Override
  protected void run() {
    watch.check();
    Api api = api();
    remark("Availability of provided image cannot be checked.");
    List<String> stages = stages(api);
    Scope scope = new Scope(project, stage == null ? first(stages) : stage, service);
    scope.check(api);
    String context =
        attempt("trigger delivery was unsuccessful. ", () -> api.publish(event(scope)));
    say("ID of Keptn context: " + context);
    exitWith(watch.follow(this, api, project, context));
  }

  private List<String> stages(Api api) {
    String complaint = "error while retrieving information for project %s: ".formatted(project);
    String path = ApiPath.controlPlane("project", project).toString();
    return Json.list(attempt(complaint, () -> api.get(path)).get("stages")).stream()
        .map(entry -> Json.text(Json.object(entry).get("stageName")))
        .toList();
  }

  private String first(List<String> stages) {
    return stages.stream()
        .findFirst()
        .orElseThrow(() -> new CommandFailure(
            "could not start sequence because no stage has been found in project " + project));
  }

  private Map<String, Object> event(Scope scope) {
    Map<String, Object> data = scope.data();
    labels.addTo(data);
    Map<String, Object> change = DottedValues.nest(Map.of("image", tagged(image)), values);
    data.put("configurationChange", Map.of("values", change));
    String type = EventType.sequence(scope.stage(), sequence, "triggered");
    return CliEvent.of(type, "configuration-change", data);
  }

  /** Returns the image with its tag spelled out. */
  static String tagged(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    return name.contains(":") || name.contains("@") ? image : image + ":latest";
  }
}
