package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Where a project's branches stand; kept in memory for every project.
 *
 * @param defaultBranch its name
 * @param project its commit
 * @param shipyard the blob of {@code shipyard.yaml} at project level, {@code ""} while there is
 *     none
 * @param stages the commit that holds each stage
 */
record ProjectHeads(
    String defaultBranch, ObjectId project, String shipyard, Map<String, ObjectId> stages) {

  ProjectHeads {
    stages = Map.copyOf(stages);
  }

  /** The commit that holds {@code level} now; refuses an unknown stage with 404. */
  ObjectId commitOf(Level level) {
    if (level.isProject()) {
      return project;
    }
    ObjectId commit = stages.get(level.stage());
    if (commit == null) {
      throw new Refusal(404, "Stage not found");
    }
    return commit;
  }
}
