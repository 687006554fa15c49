package io.evenkeel.resource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Brings a project from stages that are branches to stages that are folders (resources.md §1.2).
 * The branches stay, so that the installation can go back.
 */
final class StageFolders {

  private StageFolders() {}

  /**
   * Copies every other branch to a folder of the default branch, in one commit. A project that has
   * been brought over is left alone: its folders may be ahead of its branches.
   *
   * @return where the default branch is afterwards
   */
  static ObjectId migrate(ProjectRepository repository, Level project) throws IOException {
    ObjectId head = repository.head(project);
    String metadata = text(repository.reader().entry(head, Metadata.FILE));
    if (Metadata.usesFolders(metadata)) {
      return head;
    }
    List<TreeEdit> edits = new ArrayList<>();
    repository.otherTrees().forEach((stage, tree) -> {
      if (!tree.equals(Constants.EMPTY_TREE_ID)) {
        edits.add(new TreeEdit.Graft(RepositoryLayout.STAGES + "/" + stage, tree));
      }
    });
    edits.add(Metadata.withFolders(metadata));
    return repository.commit(project, "migrated project structure", edits);
  }

  private static String text(ResourceEntry file) {
    return new String(Base64.getDecoder().decode(file.content()), StandardCharsets.UTF_8);
  }
}
