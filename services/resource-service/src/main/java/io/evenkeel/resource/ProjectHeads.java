package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

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

  /** Where they stand in {@code repository}, whose files {@code reader} reads. */
  static ProjectHeads read(Repository repository, CommitReader reader, RepositoryLayout layout)
      throws IOException {
    String branch = Repository.shortenRefName(repository.getFullBranch());
    ObjectId project = branchHead(repository, branch);
    Map<String, ObjectId> stages = new HashMap<>();
    if (layout == RepositoryLayout.BRANCHES) {
      repository
          .getRefDatabase()
          .getRefsByPrefix(Constants.R_HEADS)
          .forEach(ref -> stages.put(Repository.shortenRefName(ref.getName()), ref.getObjectId()));
      stages.remove(branch);
    } else {
      reader.folders(project, RepositoryLayout.STAGES).forEach(stage -> stages.put(stage, project));
    }
    return new ProjectHeads(branch, project, reader.blob(project, "shipyard.yaml"), stages);
  }

  /** The commit of {@code branch}, which must be there. */
  static ObjectId branchHead(Repository repository, String branch) throws IOException {
    Ref ref = repository.exactRef(Constants.R_HEADS + branch);
    if (ref == null || ref.getObjectId() == null) {
      throw new IOException("there is no branch " + branch);
    }
    return ref.getObjectId();
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
