package io.evenkeel.cli;

import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Why a run did not pass: its failed tasks and what they reported. */
final class FailedTasks {

  private FailedTasks() {}

  /** Returns one line a failed task, oldest first: {@code qa test: <message>}. */
  static List<String> of(Api api, String project, String context) {
    String path = ApiPath.events()
        .where("project", project)
        .where("keptnContext", context)
        .where("pageSize", "100")
        .toString();
    List<String> lines = new ArrayList<>();
    api.all(path, "events").stream()
        .map(EventJson::fromMap)
        .filter(FailedTasks::isFailedTask)
        .forEach(event -> lines.add(line(event)));
    Collections.reverse(lines);
    return lines;
  }

  private static boolean isFailedTask(KeptnEvent event) {
    EventType type = EventType.of(event.type());
    boolean failed = event.result().equals("fail") || event.status().equals("errored");
    return type.isTask() && type.kind().equals("finished") && failed;
  }

  private static String line(KeptnEvent event) {
    String message = event.message().isBlank() ? "failed without a message" : event.message();
    return "%s %s: %s".formatted(event.stage(), EventType.of(event.type()).task(), message.strip());
  }
}
