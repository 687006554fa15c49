package io.evenkeel.resource;

/**
 * Where in a project's repository the files of a level live (resources.md §1). Chosen once for the
 * whole installation.
 */
enum RepositoryLayout {

  /** A stage is a branch, a service a folder on it; the project is the default branch. */
  BRANCHES {
    @Override
    String branch(Level level, String defaultBranch) {
      return level.isProject() ? defaultBranch : level.stage();
    }

    @Override
    String folder(Level level) {
      return level.service();
    }
  },

  /** Everything is on the default branch, stages below {@value #STAGES}. */
  FOLDERS {
    @Override
    String branch(Level level, String defaultBranch) {
      return defaultBranch;
    }

    @Override
    String folder(Level level) {
      return level.isProject() ? "" : join(join(STAGES, level.stage()), level.service());
    }
  };

  /** The folder of the stages where they are folders. */
  static final String STAGES = ".keptn-stages";

  static RepositoryLayout of(boolean stagesAreFolders) {
    return stagesAreFolders ? FOLDERS : BRANCHES;
  }

  /** The branch that holds the files of {@code level}. */
  abstract String branch(Level level, String defaultBranch);

  /** The folder of {@code level}'s files without a slash at its end, {@code ""} for the root. */
  abstract String folder(Level level);

  /** The path of {@code level}'s file {@code path} in the repository. */
  String path(Level level, String path) {
    return join(folder(level), path);
  }

  /** Whether the project's file {@code path} is another level's and left out of its list. */
  boolean isHidden(Level level, String path) {
    return level.isProject() && path.startsWith(STAGES + "/");
  }

  private static String join(String folder, String name) {
    return folder.isEmpty() || name.isEmpty() ? folder + name : folder + "/" + name;
  }
}
