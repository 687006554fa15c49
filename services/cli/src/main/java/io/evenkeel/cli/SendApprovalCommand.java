package io.evenkeel.cli;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code send event approval.finished}: answers an open approval.
 *
 * <p>Source: cli.md §4, approval.md §4. With {@code --id} it approves; with {@code --service} it
 * shows what is open and asks.
 */
@Command(name = "approval.finished", description = "Approve or decline what waits for an approval.")
final class SendApprovalCommand extends Verb {

  private static final String TRIGGERED = EventType.task("approval", "triggered");
  private static final String FINISHED = EventType.task("approval", "finished");

  @Option(names = "--project", required = true, description = "The project")
  String project;

  @Option(names = "--stage", required = true, description = "The stage")
  String stage;

  @Option(names = "--id", description = "Approve the approval.triggered event with this id")
  @Nullable
  String id;

  @Option(names = "--service", description = "Choose among the open approvals of a service")
  @Nullable
  String service;

  @Option(
      names = {"-l", "--labels"},
      hidden = true,
      description = "Accepted for compatibility; has no effect")
  @Nullable
  String ignoredLabels;

  @Override
  protected void run() {
    if ((id == null) == (service == null)) {
      throw new CommandFailure("either ID or service must be provided");
    }
    Api api = api();
    if (id != null) {
      approveById(api, id);
    } else {
      chooseAndAnswer(api);
    }
  }

  private void approveById(Api api, String wanted) {
    String path = ApiPath.events()
        .where("project", project)
        .where("stage", stage)
        .where("type", TRIGGERED)
        .where("eventID", wanted)
        .toString();
    List<Object> found = List.copyOf(Json.list(api.get(path).get("events")));
    if (found.isEmpty()) {
      say("No open approval.triggered event with the ID %s has been found".formatted(wanted));
    } else {
      answer(api, Json.object(found.get(0)), "pass");
    }
  }

  private void chooseAndAnswer(Api api) {
    List<Map<String, Object>> open = OpenApprovals.of(api, project, stage, service);
    if (open.isEmpty()) {
      say("No approval.triggered events have been found");
      return;
    }
    say("NUMBER\tIMAGE\tEVALUATION");
    for (int number = 1; number <= open.size(); number++) {
      Map<String, Object> approval = open.get(number - 1);
      say("%d\t%s\t%s"
          .formatted(number, OpenApprovals.image(approval), OpenApprovals.score(api, approval)));
    }
    Map<String, Object> chosen = open.get(number(open.size()) - 1);
    answer(api, chosen, verdict());
  }

  private int number(int largest) {
    String text = ask("Select the option to approve or decline: ");
    if (text.matches("\\d{1,6}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= largest) {
        return number;
      }
    }
    throw new CommandFailure("\"%s\" is not one of 1 to %d".formatted(text, largest));
  }

  private String verdict() {
    String text = ask("Do you want to (a)pprove or (d)ecline: ");
    return switch (text) {
      case "a" -> "pass";
      case "d" -> "fail";
      default -> throw new CommandFailure("\"%s\" is neither a nor d".formatted(text));
    };
  }

  private void answer(Api api, Map<String, Object> approval, String result) {
    Map<String, Object> given = Json.object(approval.get("data"));
    Map<String, Object> data = new Scope(project, stage, Json.text(given.get("service"))).data();
    data.put("labels", given.get("labels"));
    data.put("status", "succeeded");
    data.put("result", result);
    Map<String, Object> event = CliEvent.of(FINISHED, FINISHED, data);
    event.put("shkeptncontext", approval.get("shkeptncontext"));
    event.put("triggeredid", approval.get("id"));
    String context = attempt("Send approval was unsuccessful. ", () -> api.publish(event));
    say("ID of Keptn context: " + context);
  }
}
