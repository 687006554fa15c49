package io.evenkeel.cli.migrate;

import io.evenkeel.model.Json;
import java.util.Map;

/** What becomes of the Git upstreams of projects, whose tokens no API tells. */
final class GitAccess {

  private GitAccess() {}

  /** Says what happens to the history of a project's files, and how its upstream comes back. */
  static void explain(String project, Map<String, Object> credentials, Report report) {
    String url = Json.text(credentials.get("remoteURL"));
    if (url.isEmpty()) {
      return;
    }
    report.leave("%s: who changed which file when: that history stays in %s; the files are here"
        .formatted(project, url));
    String user = Json.text(credentials.get("user"));
    report.todo(("evenkeel update project %s --git-remote-url=NEW-EMPTY-REPOSITORY --git-user=%s"
            + " --git-token=TOKEN")
        .formatted(project, user.isEmpty() ? "USER" : user));
  }
}
