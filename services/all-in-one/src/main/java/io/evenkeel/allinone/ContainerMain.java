package io.evenkeel.allinone;

import io.evenkeel.jobexecutor.init.InitContainer;
import java.util.Map;
import java.util.Set;

/**
 * What the container image runs, in place of the launcher: the server ({@code up}) unless told
 * otherwise, the command line for any of its verbs, and, in a pod the job executor made, the init
 * container. The manifest of a Job names an image only, no command (job-executor.md §11), so its
 * environment has to tell.
 */
public final class ContainerMain {

  private static final Set<String> SERVER = Set.of("up", "mesh", "tour", "playground", "service");

  /** The programs in the image. */
  enum Program {
    SERVER,
    COMMAND_LINE,
    INIT_CONTAINER
  }

  private ContainerMain() {}

  public static void main(String[] arguments) {
    switch (program(arguments, System.getenv())) {
      case SERVER -> Main.main(arguments.length == 0 ? new String[] {"up"} : arguments);
      case COMMAND_LINE -> io.evenkeel.cli.Main.main(arguments);
      case INIT_CONTAINER -> InitContainer.main(arguments);
    }
  }

  static Program program(String[] arguments, Map<String, String> environment) {
    if (arguments.length > 0) {
      return SERVER.contains(arguments[0]) ? Program.SERVER : Program.COMMAND_LINE;
    }
    return environment.keySet().containsAll(Set.of("JOB_ACTION", "JOB_TASK"))
        ? Program.INIT_CONTAINER
        : Program.SERVER;
  }
}
